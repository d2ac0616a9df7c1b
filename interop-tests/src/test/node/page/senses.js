/** Looks at one received video track. */
export class Eye {
  constructor(track) {
    this.video = track.attach();
    this.video.muted = true;
    document.body.append(this.video);
    this.canvas = new OffscreenCanvas(16, 16);
    this.context = this.canvas.getContext('2d', { willReadFrequently: true });
  }

  /** The colour a quarter down the middle, or null as long as nothing was shown. */
  colour() {
    if (this.video.videoWidth === 0) return null;
    this.context.drawImage(this.video, 0, 0, 16, 16);
    return [...this.context.getImageData(8, 4, 1, 1).data.slice(0, 3)];
  }
}

/** Listens to one received audio track. */
export class Ear {
  constructor(track, context) {
    // Chromium feeds a remote track into Web Audio only while an element plays it.
    this.element = track.attach();
    document.body.append(this.element);
    this.analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track.mediaStreamTrack]) }).connect(this.analyser);
    this.bins = new Float32Array(this.analyser.frequencyBinCount);
  }

  /** The loudest frequency in Hz, 0 for silence. */
  pitch() {
    this.analyser.getFloatFrequencyData(this.bins);
    let loudest = 0;
    this.bins.forEach((level, i) => (loudest = level > this.bins[loudest] ? i : loudest));
    return this.bins[loudest] < -60 ? 0 : (loudest * this.analyser.context.sampleRate) / this.analyser.fftSize;
  }
}
