const BUSY_BLOCKS = 400;

/**
 * A flat picture in one colour with a block that moves through its lower half; receivers look at the upper half. A busy one has so much going
 * on in its lower half that an encoder needs all the bits it may use.
 */
export class Picture {
  constructor({ colour, width, height, fps, busy = false }) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    this.colour = colour;
    this.context = canvas.getContext('2d');
    this.step = 0;
    this.busy = busy;
    this.draw();
    this.timer = setInterval(() => this.draw(), 1000 / fps);
    this.track = canvas.captureStream(fps).getVideoTracks()[0];
  }

  draw() {
    const { width, height } = this.context.canvas;
    this.context.fillStyle = `rgb(${this.colour})`;
    this.context.fillRect(0, 0, width, height);
    for (let i = 0; this.busy && i < BUSY_BLOCKS; i++) this.#block(width, height);
    this.context.fillStyle = 'white';
    this.context.fillRect((this.step++ * width) / 60 % width, height * 0.75, width / 16, height / 8);
  }

  #block(width, height) {
    this.context.fillStyle = `hsl(${Math.random() * 360} 80% 50%)`;
    this.context.fillRect(Math.random() * width, height * (0.5 + Math.random() * 0.4), width / 40, height / 40);
  }

  stop() {
    clearInterval(this.timer);
    this.track.stop();
  }
}

/** A steady sine tone. */
export class Tone {
  constructor(hertz) {
    this.context = new AudioContext();
    const oscillator = new OscillatorNode(this.context, { frequency: hertz });
    const loudness = new GainNode(this.context, { gain: 0.5 });
    const output = new MediaStreamAudioDestinationNode(this.context, { channelCount: 1 });
    oscillator.connect(loudness).connect(output);
    oscillator.start();
    this.track = output.stream.getAudioTracks()[0];
  }

  stop() {
    this.track.stop();
    return this.context.close();
  }
}
