// What viewers have on bad lines: the same clients and the same lines on each server in turn, medians in a table. Not a test.
//   node measure/lines.js [--rounds=N] [--only=narrow|thin|lossy] NAME=ws://HOST:PORT,KEY,SECRET ...
import { randomUUID } from 'node:crypto';
import { Line } from '../line.js';
import { Figures, measure } from './figures.js';
import { number, servers, token } from './server.js';

const LIMIT = 90_000;
const now = () => performance.now();
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

const rounds = number('rounds', 3);
const named = servers();
const figures = new Figures(named, 1);

/** A room on one server: ann sends a camera with three layers and a tone, bob receives; one of them on a line of its own. */
class Call {
  room = `lines-${randomUUID()}`;
  line = new Line();

  constructor(browser, where) {
    this.browser = browser;
    this.where = where;
  }

  async begin({ bad, video = true }) {
    this.ann = await this.#joined('ann', bad === 'ann');
    await this.ann.call('publishMicrophone', { hertz: 440 });
    if (video) await this.ann.call('publishCamera', { colour: [220, 40, 40], width: 1280, height: 720, fps: 15, simulcast: true, busy: true });
    this.bob = await this.#joined('bob', bad === 'bob');
  }

  async #joined(identity, bad) {
    const participant = await this.browser.open(identity, bad ? this.line : undefined);
    const url = bad ? await this.line.signal(this.where.url) : this.where.url;
    await participant.call('join', { url, token: token(this.where, identity, this.room), only: bad ? 'line' : undefined });
    return participant;
  }

  picture() {
    return this.bob.call('received', { identity: 'ann', source: 'camera' });
  }

  sound() {
    return this.bob.call('received', { identity: 'ann', source: 'microphone' });
  }

  async awaitWidth(what, fits, limit = LIMIT) {
    const from = now();
    while (!fits((await this.picture())?.width ?? 0)) {
      if (now() - from > limit) throw new Error(`${what} did not come about`);
      await pause(50);
    }
    return (now() - from) / 1000;
  }

  /** What was lost of the sound while something goes on, in percent. */
  async soundLost(during) {
    const before = await this.sound();
    await during();
    const after = await this.sound();
    const lost = after.lost - before.lost;
    const all = lost + after.packets - before.packets;
    return {
      lost: all === 0 ? 100 : (100 * lost) / all,
      concealed: (100 * (after.concealed - before.concealed)) / Math.max(1, after.samples - before.samples),
    };
  }

  async end() {
    await Promise.allSettled([this.ann?.close(), this.bob?.close()]);
    await this.line.close();
  }
}

const steps = [
  /** A good downlink becomes narrow, and good again. */
  async function narrow(call) {
    await call.begin({ bad: 'bob' });
    await call.awaitWidth('the top layer', width => width === 1280);
    await pause(5_000);
    const before = await call.picture();
    call.line.set({ down: { rate: 400_000 } });
    figures.note(call.where, 'narrow: s to a lower layer', await call.awaitWidth('a lower layer', width => width < 1280));
    await pause(15_000);
    const during = await call.picture();
    figures.note(call.where, 'narrow: s frozen', during.frozenSeconds - before.frozenSeconds);
    call.line.set({ down: { rate: 0 } });
    figures.note(call.where, 'narrow: s to the top layer again', await call.awaitWidth('the top layer again', width => width === 1280));
  },

  /** A downlink that hardly carries sound. */
  async function thin(call) {
    call.line.set({ down: { rate: 150_000 } });
    await call.begin({ bad: 'bob' });
    await pause(5_000);
    const { lost, concealed } = await call.soundLost(() => pause(20_000));
    figures.note(call.where, 'thin: % of sound lost', lost);
    figures.note(call.where, 'thin: % of sound concealed', concealed);
  },

  /** One packet in twenty is lost on the way to the server. */
  async function lossy(call) {
    await call.begin({ bad: 'ann' });
    await call.awaitWidth('the top layer', width => width === 1280);
    call.line.set({ up: { loss: 0.05 } });
    await pause(2_000);
    const encoded = async () => (await call.ann.call('sent', { source: 'camera' })).find(({ width }) => width === 1280)?.frames ?? 0;
    const [sentBefore, seenBefore] = [await encoded(), (await call.picture()).frames];
    await pause(15_000);
    const [sentAfter, seenAfter] = [await encoded(), (await call.picture()).frames];
    figures.note(call.where, 'lossy: % of frames seen', (100 * (seenAfter - seenBefore)) / Math.max(1, sentAfter - sentBefore));
  },
];

await measure({ title: 'median (least..most)', figures, steps, servers: named, rounds }, (browser, where) => new Call(browser, where));
