import { createRequire } from 'node:module';

const checker = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

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
    await this.page.click('.room-form button[type=submit]');
  }

  /** Signs in with one of the accounts that a server in development mode has, and enters a channel. */
  async signsIn({ account, channel }) {
    await this.page.selectOption('#account', { label: account });
    await this.page.selectOption('#channel', { label: channel });
    await this.page.click('.channel-form button[type=submit]');
  }

  /** Looks at camera, microphone and speaker before the call. */
  async checksDevices() {
    await this.page.click('[data-action=check]');
    await this.page.waitForSelector('.devices.live');
  }

  /** Opens or closes a panel: chat, people or network. */
  async opensPanel({ panel }) {
    await this.page.click(`.opener[data-panel=${panel}]`);
  }

  async writes({ text }) {
    await this.page.fill('.chat textarea', text);
    await this.page.press('.chat textarea', 'Enter');
  }

  async reacts({ name }) {
    await this.page.click('[data-device=react]');
    await this.page.click(`.reactions button[title="${name}"]`);
  }

  /** power: mute or remove; over whoever's identity begins so. */
  async uses({ power, over }) {
    await this.page.click(`.people li[data-identity^="${over}"] [data-power=${power}]`);
  }

  async pins({ identity }) {
    await this.page.click(`.tile[data-identity^="${identity}"][data-source=camera] .pin`);
  }

  async pressesKey({ key }) {
    await this.page.keyboard.press(key);
  }

  /** Chooses the last camera of the list, which is not the browser's choice. */
  async usesOtherCamera() {
    const other = await this.page.$eval('#call-videoinput', select => select.options[select.options.length - 1].value);
    await this.page.selectOption('#call-videoinput', other);
  }

  /** Id of the camera whose picture the page shows its user; empty where there is none. */
  ownCamera() {
    return this.page.evaluate(() => document.querySelector('.tile.mirrored video').srcObject?.getVideoTracks()[0]?.getSettings().deviceId ?? '');
  }

  /** What a checker of accessibility finds, each with the element it is about. */
  async faults() {
    await this.page.addScriptTag({ path: checker });
    return this.page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
    });
  }

  async photographs({ file }) {
    await this.page.screenshot({ path: file });
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
      secrecy: document.querySelector('.secrecy')?.textContent ?? '',
      view: document.querySelector('.stage')?.dataset.view ?? '',
      main: document.querySelector('.tile.main')?.dataset.identity ?? '',
      unread: document.querySelector('.opener[data-panel=chat]')?.dataset.badge ?? '',
      messages: [...document.querySelectorAll('.messages li')].map(item => ({
        who: item.querySelector('.who').textContent,
        text: item.querySelector('p').textContent,
      })),
      people: [...document.querySelectorAll('.people li')].map(item => ({
        identity: item.dataset.identity,
        name: item.querySelector('.name').textContent,
        signs: [...item.querySelectorAll('.signs [role=img]')].map(sign => sign.getAttribute('aria-label')),
        keys: item.querySelector('.fingerprint')?.dataset.keys ?? '',
        fingerprint: item.querySelector('.fingerprint')?.textContent ?? '',
        powers: [...item.querySelectorAll('[data-power]')].map(({ dataset }) => dataset.power),
      })),
      ownFingerprint: document.querySelector('.own-fingerprint')?.textContent ?? '',
      announced: document.querySelector('.for-screen-readers')?.textContent ?? '',
      figures: Object.fromEntries([...document.querySelectorAll('.network dt')].map(term => [term.textContent, term.nextElementSibling.textContent])),
      cameras: document.querySelectorAll('#call-videoinput option').length,
      accounts: [...document.querySelectorAll('#account option')].map(option => option.textContent),
    }));
  }

  /** device: microphone, camera, screen, hand or leave. */
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
