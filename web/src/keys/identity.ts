import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, randomBytes, toBase64, utf8 } from './bytes';

/** A signing key (Ed25519) that says "still the same browser as before". */
export interface Identity {
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

export function newIdentity(): Identity {
  const secret = randomBytes(32);
  return { secret, publicKey: ed25519.getPublicKey(secret) };
}

/** The identity of that account in this browser, made at the first use. */
export function identityOf(user: string, storage: Storage): Identity {
  const place = `sluice.identity.${user}`;
  const stored = storage.getItem(place);
  if (stored) {
    const secret = fromBase64(stored);
    return { secret, publicKey: ed25519.getPublicKey(secret) };
  }
  const made = newIdentity();
  storage.setItem(place, toBase64(made.secret));
  return made;
}

const groups = 6;
const bytesPerGroup = 5;

/** Thirty digits that two people can read to each other to know that nobody stands between them. */
export function fingerprintOf(publicKey: Uint8Array): string {
  const hash = sha256(new Uint8Array([...utf8('sluice identity 1'), ...publicKey]));
  return Array.from({ length: groups }, (_, group) => {
    const number = hash.subarray(group * bytesPerGroup, (group + 1) * bytesPerGroup).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  }).join(' ');
}

/** What is known of others' identities from earlier calls: the first key seen is believed, a later change is told. */
export class KnownIdentities {
  constructor(private readonly me: string, private readonly storage: Storage) {}

  /** Whether somebody has the key that was seen before; a changed one is remembered from now on. */
  meet(user: string, publicKey: Uint8Array): 'new' | 'same' | 'changed' {
    const place = `sluice.known.${this.me}.${user}`;
    const before = this.storage.getItem(place);
    const now = toBase64(publicKey);
    this.storage.setItem(place, now);
    return before === null ? 'new' : before === now ? 'same' : 'changed';
  }
}
