/**
 * The meeting page as a person uses it: fills in the form, presses buttons, looks at tiles, listens. What the page shows is read from
 * its elements and nothing else.
 */
export class MeetingTab {
  constructor(context, page, troubles, server) {
    this.context = context;
    this.page = page;
    this.troubles = troubles;
    this.address = new URL('/meet/', server.replace(/^ws/, 'http'));
  }

  call(name, args) {
    return this[name](args ?? {});
  }

  /** Opens the page with a filled-in form; `query` is what stands in its address. */
  async opens({ query = {} }) {
    this.address.search = new URLSearchParams(query);
    await this.page.goto(this.address.href);
    await this.page.addScriptTag({ content: `window.ears = ${ears.toString()}();` });
  }

  async joins({ room, name, passphrase = '' }) {
    await this.page.fill('#room', room);
    await this.page.fill('#name', name);
    await this.page.fill('#passphrase', passphrase);
    await this.page.click('button[type=submit]');
  }

  /** What a person sees of the page. */
  sees() {
    return this.page.evaluate(() => ({
      call: document.querySelector('#page').dataset.call ?? '',
      form: document.querySelector('#page form') !== null,
      room: document.querySelector('#room')?.value ?? document.querySelector('header h1')?.textContent ?? '',
      name: document.querySelector('#name')?.value ?? '',
      notice: document.querySelector('.notice')?.textContent ?? '',
      count: document.querySelector('.count')?.textContent ?? '',
      address: location.search,
      banners: [...document.querySelectorAll('.banner')].map(({ dataset }) => ({ topic: dataset.topic, text: dataset.text })),
      tiles: [...document.querySelectorAll('.tile')].map(tile => {
        const video = tile.querySelector('video');
        return {
          identity: tile.dataset.identity,
          source: tile.dataset.source,
          picture: tile.dataset.picture,
          caption: tile.querySelector('.name').textContent,
          figures: tile.querySelector('.figures').textContent,
          marks: [...tile.querySelectorAll('[data-mark]')].map(({ dataset }) => dataset.mark),
          frames: video.getVideoPlaybackQuality().totalVideoFrames,
          width: video.videoWidth,
        };
      }),
      loudness: window.ears.loudness(),
    }));
  }

  /** device: microphone, camera, screen or leave. */
  async presses({ device }) {
    await this.page.click(`button[data-device=${device}]`);
  }

  close() {
    return this.context.close();
  }
}

/** Runs in the page: the greatest amplitude that came out of any of its players so far, 0 to 1. */
function ears() {
  const context = new AudioContext();
  const listening = new Map();
  let loudest = 0;
  setInterval(() => {
    for (const player of document.querySelectorAll('audio')) {
      const stream = player.srcObject;
      if (!stream?.getAudioTracks().length || player.paused || listening.has(stream)) continue;
      const analyser = new AnalyserNode(context, { fftSize: 8192 });
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      listening.set(stream, { analyser, samples: new Float32Array(analyser.fftSize) });
    }
    for (const { analyser, samples } of listening.values()) {
      analyser.getFloatTimeDomainData(samples);
      loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
    }
  }, 100);
  return { loudness: () => loudest };
}
