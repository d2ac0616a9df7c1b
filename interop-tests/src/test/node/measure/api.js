// How many calls of the server API a server answers, and whether a call that runs meanwhile is disturbed. Not a test.
//   node measure/api.js [--seconds=N] [--rate=CALLS_PER_SECOND] NAME=ws://HOST:PORT,KEY,SECRET ...
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { Browser } from '../browser.js';
import { number, servers, token } from './server.js';

const seconds = number('seconds', 10);
const rate = number('rate', 1_000);
const named = servers();
const TICK = 10;
const LOOK = 40;
const ROOMS = 20;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** A backend's token. */
function backend({ key, secret }, video) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: key, exp, video })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function call(where, authorization, method, body) {
  const { hostname, port } = new URL(where.url);
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const sent = request(
      {
        agent,
        hostname,
        port,
        method: 'POST',
        path: `/twirp/livekit.RoomService/${method}`,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${authorization}` },
      },
      answer => {
        answer.resume();
        answer.on('end', () => resolve({ outcome: answer.statusCode, ms: performance.now() - from }));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

/** One call in three makes a room that is there already, one lists all rooms, one those in the room of the call. */
async function load(where, room) {
  const rights = backend(where, { roomCreate: true, roomList: true, roomAdmin: true, room });
  const kinds = [
    n => ['CreateRoom', { name: `${room}-${n % ROOMS}`, empty_timeout: 30 }],
    () => ['ListRooms', {}],
    () => ['ListParticipants', { room }],
  ];
  const answers = [];
  let sent = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    const due = Math.floor(((performance.now() - began) * rate) / 1_000);
    for (; sent < due; sent++) {
      const [method, body] = kinds[sent % kinds.length](sent);
      answers.push(call(where, rights, method, body).catch(problem => ({ outcome: problem.code, ms: 0 })));
    }
    await new Promise(resolve => setTimeout(resolve, TICK));
  }
  const all = await Promise.all(answers);
  const took = performance.now() - began;
  const outcomes = {};
  for (const { outcome } of all) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const times = all.map(answer => answer.ms).sort((a, b) => a - b);
  const at = share => times[Math.floor(share * (times.length - 1))].toFixed(1);
  return { callsPerSecond: ((all.length * 1_000) / took).toFixed(0), outcomes, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Frames that the viewer decodes, second by second, and for how long there was no new one at most, as far as looks so often can tell. */
async function watch(viewer) {
  const perSecond = Array(seconds).fill(0);
  const frames = async () => (await viewer.call('received', { identity: 'ann', source: 'camera' }))?.frames ?? 0;
  const began = performance.now();
  let [before, at, longest] = [await frames(), began, 0];
  while (performance.now() - began < seconds * 1_000) {
    await new Promise(resolve => setTimeout(resolve, LOOK));
    const [after, now] = [await frames(), performance.now()];
    perSecond[Math.min(seconds - 1, Math.floor((now - began) / 1_000))] += after - before;
    if (after > before) {
      [longest, at] = [Math.max(longest, now - at), now];
    }
    before = after;
  }
  return `${perSecond.join(' ')}, longest gap ${Math.max(longest, performance.now() - at).toFixed(0)} ms`;
}

const browser = await Browser.start();
for (const where of named) {
  const room = `api-${randomUUID()}`;
  const [ann, bob] = [await browser.open('ann'), await browser.open('bob')];
  await ann.call('join', { url: where.url, token: token(where, 'ann', room) });
  await bob.call('join', { url: where.url, token: token(where, 'bob', room) });
  await ann.call('publishCamera', { colour: 'red' });
  while (!(await bob.call('received', { identity: 'ann', source: 'camera' }))?.frames) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await load(where, room); // warm
  console.log(`${where.name}: frames a second without calls: ${await watch(bob)}`);
  const [frames, figures] = await Promise.all([watch(bob), load(where, room)]);
  console.log(`${where.name}: frames a second with calls:    ${frames}`);
  console.log(`${where.name}: ${JSON.stringify(figures)}`);
  await Promise.all([ann.close(), bob.close()]);
}
await browser.close();
agent.destroy();
