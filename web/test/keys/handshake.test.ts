import { describe, expect, test } from 'vitest';
import { accept, begin, complete, type Pair } from '../../src/keys/handshake';
import { fingerprintOf, KnownIdentities, newIdentity } from '../../src/keys/identity';

const ann = newIdentity();
const bob = newIdentity();
const annToBob: Pair = { channel: 'general', me: 'ann', peer: 'bob' };
const bobToAnn: Pair = { channel: 'general', me: 'bob', peer: 'ann' };

async function met() {
  const begun = begin(annToBob, ann);
  const { welcome, session } = await accept(bobToAnn, bob, begun.hello);
  return { anns: await complete(annToBob, begun, ann, welcome), bobs: session };
}

describe('a handshake', () => {
  test('lets both read what the other seals, and knows who the other is', async () => {
    const { anns, bobs } = await met();
    expect(await bobs.open(await anns.seal('to bob'))).toBe('to bob');
    expect(await anns.open(await bobs.seal('to ann'))).toBe('to ann');
    expect(anns.peerIdentity).toEqual(bob.publicKey);
    expect(bobs.peerIdentity).toEqual(ann.publicKey);
  });

  test('has other keys each time', async () => {
    const first = await met();
    const second = await met();
    const sealed = { ...(await first.anns.seal('x')), session: second.bobs.id };
    await expect(second.bobs.open(sealed)).rejects.toThrow();
  });

  test.each(['session', 'ephemeral', 'identity', 'signature'] as const)('is refused when its %s was changed on the way', async (field) => {
    const begun = begin(annToBob, ann);
    const other = begin(annToBob, newIdentity()).hello;
    await expect(accept(bobToAnn, bob, { ...begun.hello, [field]: other[field] })).rejects.toThrow();
    const { welcome } = await accept(bobToAnn, bob, begun.hello);
    const foreign = (await accept(bobToAnn, newIdentity(), other)).welcome;
    const changed = { ...welcome, [field]: foreign[field] };
    if (field !== 'session') {
      await expect(complete(annToBob, begun, ann, changed)).rejects.toThrow();
    }
  });

  test('for another channel or another person is refused', async () => {
    const { hello } = begin(annToBob, ann);
    await expect(accept({ ...bobToAnn, channel: 'private' }, bob, hello)).rejects.toThrow();
    await expect(accept({ ...bobToAnn, me: 'eve' }, newIdentity(), hello)).rejects.toThrow();
    await expect(accept({ ...bobToAnn, peer: 'eve' }, bob, hello)).rejects.toThrow();
  });
});

describe('a sealed message', () => {
  test('is opened once', async () => {
    const { anns, bobs } = await met();
    const sealed = await anns.seal('once');
    await bobs.open(sealed);
    await expect(bobs.open(sealed)).rejects.toThrow();
  });

  test('can not be turned back to its sender', async () => {
    const { anns } = await met();
    await expect(anns.open(await anns.seal('x'))).rejects.toThrow();
  });

  test('that was changed is refused, and the next one is read', async () => {
    const { anns, bobs } = await met();
    const sealed = await anns.seal('x');
    await expect(bobs.open({ ...sealed, number: 7 })).rejects.toThrow();
    expect(await bobs.open(sealed)).toBe('x');
  });
});

describe('an identity', () => {
  test('has thirty digits that belong to it alone', () => {
    expect(fingerprintOf(ann.publicKey)).toMatch(/^\d{5}( \d{5}){5}$/u);
    expect(fingerprintOf(ann.publicKey)).not.toBe(fingerprintOf(bob.publicKey));
  });

  test('that changes is noticed once', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) } as unknown as Storage;
    const known = new KnownIdentities('ann', storage);
    expect(known.meet('bob', bob.publicKey)).toBe('new');
    expect(known.meet('bob', bob.publicKey)).toBe('same');
    expect(known.meet('bob', ann.publicKey)).toBe('changed');
    expect(known.meet('bob', ann.publicKey)).toBe('same');
  });
});
