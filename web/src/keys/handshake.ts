import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, randomBytes, toBase64, utf8 } from './bytes';
import type { Identity } from './identity';
import { PairSession } from './pair-session';

/** Who talks to whom, and about which call; part of everything that is signed. */
export interface Pair {
  readonly channel: string;
  readonly me: string;
  readonly peer: string;
}

/** First message: a fresh X25519 key, signed. All binary values are base64. */
export interface Hello {
  readonly type: 'hello';
  readonly session: string;
  readonly ephemeral: string;
  readonly identity: string;
  readonly signature: string;
}

/** The answer: another fresh key, signed together with the one it answers. */
export interface Welcome {
  readonly type: 'welcome';
  readonly session: string;
  readonly ephemeral: string;
  readonly identity: string;
  readonly signature: string;
}

/** A handshake that was begun, until the peer's {@link Welcome} is there. */
export interface Begun {
  readonly hello: Hello;
  readonly secret: Uint8Array;
}

const protocol = 'sluice-keys-1';
const sessionIdBytes = 16;
const keyBytes = 32;

export function begin(pair: Pair, identity: Identity): Begun {
  const secret = randomBytes(keyBytes);
  const session = toBase64(randomBytes(sessionIdBytes));
  const ephemeral = toBase64(x25519.getPublicKey(secret));
  const signed = statement('hello', pair.channel, pair.me, pair.peer, session, ephemeral);
  return { secret, hello: { type: 'hello', session, ephemeral, identity: toBase64(identity.publicKey), signature: sign(signed, identity) } };
}

/** Answers a hello. Throws when its signature or its keys are wrong. */
export async function accept(pair: Pair, identity: Identity, hello: Hello): Promise<{ welcome: Welcome; session: PairSession }> {
  verify(hello, statement('hello', pair.channel, pair.peer, pair.me, hello.session, hello.ephemeral));
  const secret = randomBytes(keyBytes);
  const ephemeral = toBase64(x25519.getPublicKey(secret));
  const signed = statement('welcome', pair.channel, pair.me, pair.peer, hello.session, hello.ephemeral, ephemeral, hello.identity);
  const welcome: Welcome = {
    type: 'welcome', session: hello.session, ephemeral, identity: toBase64(identity.publicKey), signature: sign(signed, identity),
  };
  const [fromBeginner, toBeginner] = keysOf(secret, hello.ephemeral, hello, welcome);
  return { welcome, session: await PairSession.of(pair, hello.session, fromBase64(hello.identity), toBeginner, fromBeginner) };
}

/** Ends a handshake one has begun. Throws when the answer's signature or its keys are wrong. */
export async function complete(pair: Pair, begun: Begun, identity: Identity, welcome: Welcome): Promise<PairSession> {
  const { hello } = begun;
  verify(welcome, statement('welcome', pair.channel, pair.peer, pair.me, hello.session, hello.ephemeral, welcome.ephemeral, toBase64(identity.publicKey)));
  const [fromBeginner, toBeginner] = keysOf(begun.secret, welcome.ephemeral, hello, welcome);
  return PairSession.of(pair, hello.session, fromBase64(welcome.identity), fromBeginner, toBeginner);
}

/** A list is unambiguous as JSON, whatever stands in its texts. */
function statement(...parts: string[]): Uint8Array {
  return utf8(JSON.stringify([protocol, ...parts]));
}

function sign(signed: Uint8Array, identity: Identity): string {
  return toBase64(ed25519.sign(signed, identity.secret));
}

function verify(message: Hello | Welcome, signed: Uint8Array): void {
  if (!ed25519.verify(fromBase64(message.signature), signed, fromBase64(message.identity))) {
    throw new Error(`the signature of a ${message.type} is wrong`);
  }
}

/** One key for each direction (RFC 5869), bound to both fresh keys and both identities. */
function keysOf(secret: Uint8Array, theirs: string, hello: Hello, welcome: Welcome): [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  // Refuses points of small order, whose result would be zero (RFC 7748 §6.1).
  const shared = x25519.getSharedSecret(secret, fromBase64(theirs));
  const salt = sha256(statement(hello.session, hello.ephemeral, welcome.ephemeral, hello.identity, welcome.identity));
  const both = new Uint8Array(hkdf(sha256, shared, salt, utf8(protocol), 2 * keyBytes));
  return [both.slice(0, keyBytes), both.slice(keyBytes)];
}
