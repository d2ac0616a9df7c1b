import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { MeetingTab } from './meeting.js';

const here = path => fileURLToPath(new URL(path, import.meta.url));

const FLAGS = [
  '--no-sandbox',
  // The second of Chromium's cameras has pictures of depth, which nobody can be sent.
  '--use-fake-device-for-media-stream=device-count=3',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // Every participant but one is a window in the background; none may fall asleep.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  // Candidates shall be addresses: nobody here resolves multicast names.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** One Chromium for all tests; a participant is a window with a context of its own. */
export class Browser {
  static async start() {
    const [files, chrome] = await Promise.all([
      bundle(),
      chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: FLAGS,
        ignoreDefaultArgs: ['--mute-audio'],
      }),
    ]);
    const server = http.createServer((request, response) => serve(files, request.url, response));
    await new Promise(listening => server.listen(0, '127.0.0.1', listening));
    return new Browser(chrome, server);
  }

  constructor(chrome, server) {
    this.chrome = chrome;
    this.server = server;
    this.origin = `http://127.0.0.1:${server.address().port}/`;
  }

  async open(name, line) {
    const context = await this.chrome.newContext({ viewport: { width: 320, height: 200 } });
    const page = await context.newPage();
    const participant = new PageParticipant(name, context, page);
    if (line) await page.exposeFunction('viaLine', (host, port) => line.udp(host, port));
    await page.goto(this.origin);
    await page.waitForFunction('window.participant !== undefined');
    return participant;
  }

  /** A window with the server's own meeting page, as large as people see it. */
  async openMeeting(name, server) {
    const context = await this.chrome.newContext({ viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    return new MeetingTab(context, page, complaints(page, name), server);
  }

  async close() {
    await this.chrome.close();
    this.server.close();
  }
}

class PageParticipant {
  constructor(name, context, page) {
    this.context = context;
    this.page = page;
    this.troubles = complaints(page, name);
  }

  call(name, args) {
    return this.page.evaluate(([name, args]) => window.participant[name](args ?? {}), [name, args]);
  }

  close() {
    return this.context.close();
  }
}

/** Collects what goes wrong in a page from now on. */
function complaints(page, name) {
  const found = [];
  page.on('pageerror', error => found.push(`${name}: ${error.stack ?? error}`));
  page.on('crash', () => found.push(`${name}: the page crashed`));
  page.on('console', message => {
    if (message.type() === 'error') found.push(`${name}: ${message.text().slice(0, 500)}`);
  });
  return found;
}

async function bundle() {
  const options = { bundle: true, write: false, format: 'iife', target: 'chrome120', logLevel: 'silent' };
  const [page, worker] = await Promise.all([
    build({ ...options, entryPoints: [here('./page/participant.js')] }),
    build({ ...options, entryPoints: [here('./node_modules/livekit-client/dist/livekit-client.e2ee.worker.mjs')] }),
  ]);
  return {
    '/': ['text/html', '<!doctype html><meta charset="utf-8"><title>participant</title><script src="/page.js"></script>'],
    '/page.js': ['text/javascript', page.outputFiles[0].contents],
    '/worker.js': ['text/javascript', worker.outputFiles[0].contents],
    '/favicon.ico': ['image/x-icon', ''],
  };
}

function serve(files, path, response) {
  const [type, body] = files[path] ?? ['text/plain', ''];
  response.writeHead(files[path] ? 200 : 404, { 'Content-Type': type });
  response.end(body);
}
