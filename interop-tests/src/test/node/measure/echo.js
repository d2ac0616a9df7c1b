// How long a small message takes to another tab and back, without video and with it. Not a test.
//   node measure/echo.js NAME=ws://HOST:PORT,KEY,SECRET ...
import { randomUUID } from 'node:crypto';
import { Browser } from '../browser.js';
import { servers, token } from './server.js';

const count = 300;

function summary(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = share => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`;
}

const browser = await Browser.start();
for (const where of servers()) {
  const room = `echo-${randomUUID()}`;
  const [ann, bob] = [await browser.open('ann'), await browser.open('bob')];
  for (const [person, identity] of [[ann, 'ann'], [bob, 'bob']]) {
    await person.call('join', { url: where.url, token: token(where, identity, room) });
  }
  const echo = () => ann.call('echoTimes', { to: 'bob', count, length: 100 });
  await echo();
  console.log(`${where.name}, quiet\t${summary(await echo())}`);
  for (const person of [ann, bob]) await person.call('publishCamera', { colour: 'red', width: 1280, height: 720, fps: 24 });
  await new Promise(resolve => setTimeout(resolve, 3_000));
  console.log(`${where.name}, with video both ways\t${summary(await echo())}`);
  await Promise.all([ann.close(), bob.close()]);
}
await browser.close();
process.exit(0);
