// A long call of two tabs, encrypted end to end, with layers: what was frozen, lost or concealed. Not a test.
//   node measure/endurance.js [--minutes=N] NAME=ws://HOST:PORT,KEY,SECRET
import { randomUUID } from 'node:crypto';
import { Browser } from '../browser.js';
import { number, servers, token } from './server.js';

const minutes = number('minutes', 10);
const [where] = servers();
const room = `endurance-${randomUUID()}`;
const PASSPHRASE = 'between ann and ben';

/** Notes the time of every frame that is presented; the longest time between two is what a person saw standing still. */
function watch() {
  window.gaps = { longest: 0, over: 0, frames: 0 };
  const video = document.querySelector('video');
  let last;
  const presented = now => {
    if (last !== undefined) {
      window.gaps.longest = Math.max(window.gaps.longest, now - last);
      if (now - last > 1000) window.gaps.over++;
    }
    last = now;
    window.gaps.frames++;
    video.requestVideoFrameCallback(presented);
  };
  video.requestVideoFrameCallback(presented);
}

const browser = await Browser.start();
const people = [];
for (const [identity, colour, hertz] of [['ann', [220, 40, 40], 440], ['ben', [40, 40, 220], 880]]) {
  const page = await browser.open(identity);
  await page.call('join', { url: where.url, token: token(where, identity, room), e2ee: PASSPHRASE });
  await page.call('publishCamera', { colour, width: 1280, height: 720, simulcast: true });
  await page.call('publishMicrophone', { hertz });
  people.push({ identity, page });
}
const other = person => people.find(someone => someone !== person);
for (const person of people) {
  await person.page.page.waitForFunction('document.querySelector("video")?.videoWidth > 0');
  await person.page.page.evaluate(watch);
}
for (let minute = 1; minute <= minutes; minute++) {
  await new Promise(resolve => setTimeout(resolve, 60_000));
  for (const person of people) {
    const gaps = await person.page.page.evaluate(() => window.gaps);
    const picture = await person.page.call('received', { identity: other(person).identity, source: 'camera' });
    const pitch = await person.page.call('pitch', { identity: other(person).identity });
    const events = (await person.page.call('events')).filter(({ event }) => /reconnect|disconnect/i.test(event));
    console.log(
      `minute ${minute}\t${person.identity}\tframes ${gaps.frames}\tlongest gap ${Math.round(gaps.longest)} ms\t` +
        `gaps over 1 s ${gaps.over}\twidth ${picture.width}\tfrozen ${picture.frozenSeconds} s\ttone ${Math.round(pitch)} Hz\t` +
        `reconnections ${events.length}`,
    );
  }
}
await browser.close();
process.exit(0);
