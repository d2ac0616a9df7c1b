// Reliable data from one tab to another: through a server, and between the tabs themselves for comparison. Not a test.
//   node measure/data.js [--seconds=N] [--size=BYTES] NAME=ws://HOST:PORT,KEY,SECRET ...
import { randomUUID } from 'node:crypto';
import { Browser } from '../browser.js';
import { number, servers, token } from './server.js';

const seconds = number('seconds', 10);
const size = number('size', 15_000);
const named = servers();

const megabits = (packets, milliseconds) => ((packets * size * 8) / milliseconds / 1_000).toFixed(1);

/** What arrives within the time, once it has begun to. */
async function rate(count) {
  while ((await count()) === 0) await new Promise(resolve => setTimeout(resolve, 20));
  const from = performance.now();
  const before = await count();
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000));
  const after = await count();
  return megabits(after - before, performance.now() - from);
}

async function throughServer(browser, where, mode) {
  const room = `data-${randomUUID()}`;
  const [ann, bob] = [await browser.open('ann'), await browser.open('bob')];
  for (const [person, identity] of [[ann, 'ann'], [bob, 'bob']]) {
    await person.call('join', { url: where.url, token: token(where, identity, room), mode });
  }
  await ann.call('flood', { size });
  const result = await rate(async () => (await bob.call('packets', { topic: 'flood' })).length);
  await Promise.all([ann.close(), bob.close()]);
  return result;
}

/** Runs in both tabs; descriptions go by way of this process. */
function prepare({ sends, size }) {
  const peer = new RTCPeerConnection();
  const end = { peer, candidates: [], received: 0 };
  window.end = end;
  peer.onicecandidate = ({ candidate }) => candidate && end.candidates.push(candidate.toJSON());
  if (sends) {
    const channel = peer.createDataChannel('flood');
    channel.bufferedAmountLowThreshold = 65_536;
    const message = new Uint8Array(size);
    const fill = () => {
      while (channel.bufferedAmount < 1 << 20) channel.send(message);
    };
    channel.onopen = fill;
    channel.onbufferedamountlow = fill;
  } else {
    peer.ondatachannel = ({ channel }) => {
      channel.onmessage = () => end.received++;
    };
  }
}

async function betweenTabs(browser) {
  const [ann, bob] = [await browser.open('ann'), await browser.open('bob')];
  await ann.page.evaluate(prepare, { sends: true, size });
  await bob.page.evaluate(prepare, { sends: false, size });
  const offer = await ann.page.evaluate(async () => {
    await window.end.peer.setLocalDescription();
    return window.end.peer.localDescription.toJSON();
  });
  const answer = await bob.page.evaluate(async description => {
    await window.end.peer.setRemoteDescription(description);
    await window.end.peer.setLocalDescription();
    return window.end.peer.localDescription.toJSON();
  }, offer);
  await ann.page.evaluate(description => window.end.peer.setRemoteDescription(description), answer);
  await new Promise(resolve => setTimeout(resolve, 500));
  for (const [from, to] of [[ann, bob], [bob, ann]]) {
    const candidates = await from.page.evaluate(() => window.end.candidates);
    await to.page.evaluate(all => Promise.all(all.map(each => window.end.peer.addIceCandidate(each))), candidates);
  }
  const result = await rate(() => bob.page.evaluate(() => window.end.received));
  await Promise.all([ann.close(), bob.close()]);
  return result;
}

const browser = await Browser.start();
console.log(`reliable packets of ${size} bytes for ${seconds} s`);
console.log(`tab to tab\t${await betweenTabs(browser)} Mbit/s`);
for (const where of named) {
  for (const mode of ['single', 'dual']) {
    console.log(`${where.name}, ${mode} peer connection\t${await throughServer(browser, where, mode)} Mbit/s`);
  }
}
await browser.close();
process.exit(0);
