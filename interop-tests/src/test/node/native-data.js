import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bulk, content, sha256 } from './bulk.js';

/** What the tests can ask about data; the same questions as page/data.js answers, but for what this SDK does not have. */
export function dataCalls(room, note) {
  const bulk = new Bulk();
  const local = () => room.localParticipant;

  return {
    bulk,

    /** Once the room is connected. */
    listenData() {
      room.registerTextStreamHandler('text', async (reader, { identity }) => {
        const text = await reader.readAll();
        note('stream', { identity, kind: 'text', length: text.length, hash: await sha256(new TextEncoder().encode(text)) });
      });
      room.registerByteStreamHandler('bytes', async (reader, { identity }) => {
        const whole = Buffer.concat(await reader.readAll());
        note('stream', { identity, kind: 'bytes', length: whole.length, hash: await sha256(whole) });
      });
      local().registerRpcMethod('echo', async ({ callerIdentity, payload }) => `${callerIdentity}:${payload}`);
    },

    async sendPackets({ sizes, reliable = true, topic = 'bulk', to = [] }) {
      for (const size of sizes) {
        await local().publishData(content(size), { reliable, topic, destination_identities: to });
      }
    },

    packets: ({ topic = 'bulk' }) => bulk.of(topic),

    async sendStream({ kind, length, to }) {
      const began = performance.now();
      if (kind === 'text') {
        const text = 'abcdefghij'.repeat(length / 10);
        await local().sendText(text, { topic: kind, destinationIdentities: to });
        return { hash: await sha256(new TextEncoder().encode(text)), ms: performance.now() - began };
      }
      const folder = mkdtempSync(join(tmpdir(), 'stream-'));
      try {
        const bytes = content(length);
        writeFileSync(join(folder, 'noise.bin'), bytes);
        await local().sendFile(join(folder, 'noise.bin'), { topic: kind, destinationIdentities: to, name: 'noise.bin' });
        return { hash: await sha256(bytes), ms: performance.now() - began };
      } finally {
        rmSync(folder, { recursive: true });
      }
    },

    async rpc({ to, count, size, atOnce = 50 }) {
      let next = 0;
      let right = 0;
      async function caller() {
        while (next < count) {
          const payload = `${next++}:${'x'.repeat(size)}`;
          const answer = await local().performRpc({ destinationIdentity: to, method: 'echo', payload });
          if (answer === `${local().identity}:${payload}`) right++;
        }
      }
      await Promise.all(Array.from({ length: atOnce }, caller));
      return right;
    },
  };
}
