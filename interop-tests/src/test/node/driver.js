// The tests' hands: reads one JSON command a line, answers with one JSON line, ends with its standard input.
import { createInterface } from 'node:readline';
import { Browser } from './browser.js';
import { NativeParticipant } from './native.js';
import { Line } from './line.js';
import { SocketClient } from './socketio.js';
import { PeerWaveClient } from './peerwave.js';
import { serverApi } from './serverapi.js';

const participants = new Map();
let browser;
let count = 0;

async function open({ kind, name, url, bad }) {
  const line = bad ? new Line() : null;
  if (line) url = await line.signal(url);
  let client;
  if (kind === 'native') {
    client = new NativeParticipant(name);
  } else if (kind === 'socket') {
    client = new SocketClient(name, url);
  } else {
    browser ??= Browser.start();
    client = kind === 'meeting' ? await (await browser).openMeeting(name, url) : await (await browser).open(name, line);
    if (kind === 'peerwave') client = new PeerWaveClient(client, url);
  }
  const participant = String(++count);
  participants.set(participant, { client, line });
  return { participant, url };
}

async function close({ participant }) {
  const { client, line } = participants.get(participant);
  participants.delete(participant);
  await client.close();
  line?.close();
}

const commands = {
  open,
  close,
  call: ({ participant, name, args }) => participants.get(participant).client.call(name, args),
  freeze: ({ participant }) => participants.get(participant).client.freeze(),
  troubles: ({ participant }) => participants.get(participant).client.troubles,
  serverApi,
  line: ({ participant, name, args }) => participants.get(participant).line[name](args),
};

async function answer(text) {
  const { id, command, args } = JSON.parse(text);
  try {
    return { id, value: (await commands[command](args)) ?? null };
  } catch (problem) {
    return { id, error: String(problem?.stack ?? problem) };
  }
}

const input = createInterface({ input: process.stdin });
input.on('line', async text => process.stdout.write(JSON.stringify(await answer(text)) + '\n'));
input.on('close', async () => {
  await Promise.allSettled([...participants.keys()].map(participant => close({ participant })));
  await (await browser)?.close();
  process.exit(0);
});
