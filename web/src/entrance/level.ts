import type { LocalAudioTrack } from 'livekit-client';

/** Tells how loud a microphone is, from 0 to 1, until the returned function is called. */
export function levelOf(track: LocalAudioTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(new MediaStream([track.mediaStreamTrack])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // 60 dB from silence to full scale.
    tell(Math.min(1, Math.max(0, 1 + Math.log10(power + 1e-12) / 6)));
  }, 60);
  return () => {
    window.clearInterval(timer);
    void context.close();
  };
}
