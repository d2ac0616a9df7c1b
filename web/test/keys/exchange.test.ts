import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { toBase64 } from '../../src/keys/bytes';
import { type Courier, KeyExchange } from '../../src/keys/exchange';
import { KnownIdentities, newIdentity } from '../../src/keys/identity';
import type { SenderKey } from '../../src/keys/sender-keys';

const timing = { answerMillis: 40, gatherMillis: 5, switchMillis: 5 };

/** A relay in memory that can lose messages, and shows all that passes. */
class Relay {
  readonly seen: string[] = [];
  lose: (from: string, to: string) => boolean = () => false;
  private readonly receivers = new Map<string, (from: string, text: unknown) => void>();

  courier(me: string): Courier {
    return {
      send: (to, text) => {
        this.seen.push(text);
        if (!this.lose(me, to)) {
          queueMicrotask(() => this.receivers.get(to)?.(me, text));
        }
      },
      listen: (receive) => this.receivers.set(me, receive),
      close: () => this.receivers.delete(me),
    };
  }

  deliver(from: string, to: string, text: unknown): void {
    this.receivers.get(to)?.(from, text);
  }
}

class Browser {
  /** The last key put to use for each participant, by its text. */
  readonly ring = new Map<string, Set<string>>();
  readonly exchange: KeyExchange;
  sending = '';

  constructor(readonly name: string, relay: Relay, storage: Storage = memory()) {
    this.exchange = new KeyExchange('general', name, newIdentity(), new KnownIdentities(name, storage), relay.courier(name),
      async (who, key: SenderKey) => this.put(who, `${key.index} ${toBase64(key.key)}`), () => {}, timing);
  }

  private put(who: string, key: string): void {
    if (who === this.name) {
      this.sending = key;
    }
    this.ring.set(who, (this.ring.get(who) ?? new Set()).add(key));
  }

  reads(other: Browser): boolean {
    return this.ring.get(other.name)?.has(other.sending) ?? false;
  }
}

function memory(): Storage {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) } as unknown as Storage;
}

const inCall: Browser[] = [];

async function enter(browser: Browser): Promise<Browser> {
  await browser.exchange.start();
  for (const other of inCall) {
    other.exchange.joined(browser.name, false);
    browser.exchange.joined(other.name, true);
  }
  inCall.push(browser);
  return browser;
}

function leave(browser: Browser): void {
  inCall.splice(inCall.indexOf(browser), 1);
  browser.exchange.close();
  inCall.forEach((other) => other.exchange.left(browser.name));
}

const everybodyReads = () => inCall.every((one) => inCall.every((other) => one === other || one.reads(other)));
const settled = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { timeout: 10_000, interval: 5 });

beforeAll(() => {
  (globalThis as { window?: unknown }).window = globalThis;
});

afterEach(() => {
  inCall.splice(0).forEach((browser) => browser.exchange.close());
});

test('everybody gets the key of everybody, and the relay sees none of them', async () => {
  const relay = new Relay();
  for (const name of ['ann', 'bob', 'cem']) {
    await enter(new Browser(name, relay));
  }
  await settled(everybodyReads);
  const [ann, bob] = inCall as [Browser, Browser];
  await settled(() => ann.exchange.keysOf('bob').secured && bob.exchange.keysOf('ann').secured);
  expect(ann.exchange.keysOf('bob').fingerprint).toBe(bob.exchange.fingerprint);
  for (const browser of inCall) {
    for (const key of browser.ring.get(browser.name)!) {
      expect(relay.seen.join('\n')).not.toContain(key.slice(key.indexOf(' ') + 1));
    }
  }
});

test('who comes later can not read what was before', async () => {
  const relay = new Relay();
  const ann = await enter(new Browser('ann', relay));
  await enter(new Browser('bob', relay));
  await settled(everybodyReads);
  const before = ann.sending;
  const cem = await enter(new Browser('cem', relay));
  await settled(everybodyReads);
  expect(cem.ring.get('ann')!.has(before)).toBe(false);
});

test('who left can not read what comes after', async () => {
  const relay = new Relay();
  const ann = await enter(new Browser('ann', relay));
  await enter(new Browser('bob', relay));
  const cem = await enter(new Browser('cem', relay));
  await settled(everybodyReads);
  const before = ann.sending;
  leave(cem);
  await settled(() => ann.sending !== before && everybodyReads());
  expect(cem.reads(ann)).toBe(false);
});

test('a lost message is made up for', async () => {
  const relay = new Relay();
  let lost = 0;
  relay.lose = (from) => from === 'bob' && ++lost === 1;
  await enter(new Browser('ann', relay));
  await enter(new Browser('bob', relay));
  await settled(everybodyReads);
  expect(lost).toBeGreaterThan(1);
});

test('who is not in the call gets nothing', async () => {
  const relay = new Relay();
  const ann = await enter(new Browser('ann', relay));
  const eve = new Browser('eve', relay);
  await eve.exchange.start();
  eve.exchange.joined('ann', true);
  await new Promise((done) => setTimeout(done, 3 * timing.answerMillis));
  expect(eve.reads(ann)).toBe(false);
  expect(ann.exchange.keysOf('eve').fingerprint).toBe('');
});

test('an identity that is another one than last time is shown as changed', async () => {
  const relay = new Relay();
  const storage = memory();
  const ann = await enter(new Browser('ann', relay, storage));
  const first = await enter(new Browser('bob', relay));
  await settled(() => ann.exchange.keysOf('bob').secured);
  expect(ann.exchange.keysOf('bob').changed).toBe(false);
  leave(first);
  await enter(new Browser('bob', relay));
  await settled(() => ann.exchange.keysOf('bob').secured);
  expect(ann.exchange.keysOf('bob').changed).toBe(true);
});

test.each([undefined, 7, '', '{}', '[]', 'null', '{"type":"hello"}', '{"type":"toString"}', '{"type":"sealed","session":"x","number":"1","box":"?"}',
  '{"type":"welcome","session":"","ephemeral":"","identity":"","signature":""}'])('garbage is dropped: %s', async (text) => {
  const relay = new Relay();
  await enter(new Browser('ann', relay));
  await enter(new Browser('bob', relay));
  relay.deliver('bob', 'ann', text);
  await settled(everybodyReads);
});
