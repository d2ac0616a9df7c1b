import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses: the page works under whatever path the server gives it.
  base: './',
  build: {
    outDir: 'target/classes/META-INF/resources/meet',
    emptyOutDir: true,
    target: 'es2022',
    // The LiveKit client alone is larger than the size at which Vite warns.
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/meet/token': 'http://localhost:7880' },
  },
  test: { include: ['test/**/*.test.ts'] },
});
