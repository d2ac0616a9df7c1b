// How long people wait: the same steps with the same clients on each server in turn, medians in a table. Not a test.
//   node measure/waits.js [--rounds=N] [--only=joins|pictures|inside|reconnects|presence] NAME=ws://HOST:PORT,KEY,SECRET ...
import { randomUUID } from 'node:crypto';
import { NativeParticipant } from '../native.js';
import { Figures, measure } from './figures.js';
import { number, servers, token } from './server.js';

const LIMIT = 30_000;
const PAUSE = 3;
const now = () => performance.timeOrigin + performance.now();

const rounds = number('rounds', 5);
const named = servers();
const figures = new Figures(named, 0);

/** Looks, hardly pausing, until it is so; gives the time that took. */
async function until(what, from, look) {
  const end = now() + LIMIT;
  while (!(await look())) {
    if (now() > end) throw new Error(`${what} did not come about`);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
  return now() - from;
}

/** A room on one server, and its participants. */
class Call {
  room = `waits-${randomUUID()}`;
  participants = [];

  constructor(browser, where) {
    this.browser = browser;
    this.where = where;
  }

  async opened(identity, native = false) {
    const participant = native ? new NativeParticipant(identity) : await this.browser.open(identity);
    this.participants.push(participant);
    return participant;
  }

  async joins(participant, identity, mode = 'single') {
    const from = now();
    await participant.call('join', { url: this.where.url, token: token(this.where, identity, this.room), mode });
    return now() - from;
  }

  async joined(identity) {
    const participant = await this.opened(identity);
    await this.joins(participant, identity);
    return participant;
  }

  end() {
    return Promise.allSettled(this.participants.map(participant => participant.close()));
  }
}

const frames = async (viewer, identity) =>
  (await viewer.call('received', { identity, source: 'camera' }))?.frames ?? 0;
const width = async (viewer, identity) => (await viewer.call('received', { identity, source: 'camera' }))?.width ?? 0;

/** One size after the other is asked for, and seen. */
async function switchLayers(call, viewer, what, identity = 'ann') {
  for (const [quality, wanted] of [['LOW', 320], ['MEDIUM', 640], ['HIGH', 1280]]) {
    await new Promise(resolve => setTimeout(resolve, 1500));
    const from = now();
    await viewer.call('wantQuality', { identity, quality });
    figures.note(call.where, `${what} to ${quality}`, await until(quality, from, async () => (await width(viewer, identity)) === wanted));
  }
}

const events = async (participant, event) => (await participant.call('events')).filter(found => found.event === event);

const steps = [
  async function joins(call) {
    for (const mode of ['single', 'dual']) {
      const ann = await call.opened(mode);
      figures.note(call.where, `join, browser, ${mode} peer connection`, await call.joins(ann, mode, mode));
    }
    const cem = await call.opened('cem', true);
    figures.note(call.where, 'join, native', await call.joins(cem, 'cem'));
  },

  async function pictures(call) {
    const ann = await call.joined('ann');
    const bob = await call.joined('bob');
    let from = now();
    await ann.call('publishCamera', { colour: [220, 40, 40], width: 1280, height: 720, simulcast: true });
    figures.note(call.where, 'first frame after publishing', await until('a frame', from, () => frames(bob, 'ann')));
    await until('the high layer', from, async () => (await width(bob, 'ann')) === 1280);

    const cem = await call.opened('cem');
    from = now();
    await call.joins(cem, 'cem');
    figures.note(call.where, 'first frame of a late joiner, from the join on', await until('a frame', from, () => frames(cem, 'ann')));

    await switchLayers(call, bob, 'layer switch');
  },

  /** All sizes inside one stream. */
  async function inside(call) {
    for (const codec of ['vp9', 'av1']) {
      const [ann, bob] = [`${codec}-ann`, `${codec}-bob`];
      const publisher = await call.joined(ann);
      const viewer = await call.joined(bob);
      await publisher.call('publishCamera', { colour: [220, 40, 40], width: 1280, height: 720, codec, mode: 'L3T3_KEY' });
      await until('the high layer', now(), async () => (await width(viewer, ann)) === 1280);
      await switchLayers(call, viewer, `${codec}, layer switch`, ann);
      await Promise.all([publisher.call('leave'), viewer.call('leave')]);
    }
  },

  async function reconnects(call) {
    const ann = await call.joined('ann');
    const bob = await call.joined('bob');
    await ann.call('publishCamera', { colour: [220, 40, 40] });
    await bob.call('publishCamera', { colour: [40, 40, 220] });
    await until('pictures', now(), async () => (await frames(ann, 'bob')) && (await frames(bob, 'ann')));

    let seen = (await events(ann, 'reconnected')).length;
    let from = now();
    await ann.call('simulate', { scenario: 'signal-reconnect' });
    figures.note(call.where, 'resume, signal lost', await until('a resume', from, async () => (await events(ann, 'reconnected')).length > seen));

    for (const scenario of ['full-reconnect', 'node-failure']) {
      await new Promise(resolve => setTimeout(resolve, 1000));
      seen = (await events(ann, 'reconnected')).length;
      const old = (await ann.call('self')).sid;
      from = now();
      await ann.call('simulate', { scenario });
      figures.note(call.where, `${scenario}, connected`, await until(scenario, from, async () => (await events(ann, 'reconnected')).length > seen));
      if ((await ann.call('self')).sid === old) throw new Error('no new session');
      figures.note(call.where, `${scenario}, picture back`, await until('a picture', from, () => frames(bob, 'ann')));
    }
  },

  async function presence(call) {
    const ann = await call.joined('ann');
    const bob = await call.joined('bob');
    const heard = async event => (await until(event, now(), async () => (await events(ann, event)).length), (await events(ann, event))[0].at);
    const done = async event => (await events(bob, event))[0].at;
    figures.note(call.where, 'others know: came', (await heard('participantConnected')) - (await done('signalConnected')));
    const from = await bob.call('setAttributes', { attributes: { hand: 'up' } });
    figures.note(call.where, 'others know: changed', (await heard('attributesChanged')) - from);
    await bob.call('leave');
    figures.note(call.where, 'others know: left', (await heard('participantDisconnected')) - (await done('leaving')));
  },
];

await measure({ title: 'ms, median (least..most)', figures, steps, servers: named, rounds }, (browser, where) => new Call(browser, where));
