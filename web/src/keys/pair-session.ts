import { fromBase64, toBase64, utf8 } from './bytes';
import type { Pair } from './handshake';

/** Something only the peer can read. */
export interface Sealed {
  readonly type: 'sealed';
  readonly session: string;
  /** Counts the sender's messages in this session, from 1. */
  readonly number: number;
  readonly box: string;
}

/** What two browsers have agreed on: each message is encrypted (AES-256-GCM), from the one and for the other, and taken once. */
export class PairSession {
  private sent = 0;
  private received = 0;

  private constructor(
    private readonly pair: Pair,
    readonly id: string,
    /** The peer's signing key, as it was proved in the handshake. */
    readonly peerIdentity: Uint8Array,
    private readonly sending: CryptoKey,
    private readonly receiving: CryptoKey,
  ) {}

  static async of(pair: Pair, id: string, peerIdentity: Uint8Array, sending: Uint8Array<ArrayBuffer>, receiving: Uint8Array<ArrayBuffer>): Promise<PairSession> {
    return new PairSession(pair, id, peerIdentity, await aes(sending, 'encrypt'), await aes(receiving, 'decrypt'));
  }

  async seal(text: string): Promise<Sealed> {
    const number = ++this.sent;
    const box = await crypto.subtle.encrypt(this.parameters(number, this.pair.me, this.pair.peer), this.sending, utf8(text));
    return { type: 'sealed', session: this.id, number, box: toBase64(new Uint8Array(box)) };
  }

  /** Throws when it was not sealed by the peer for this session, or was opened before. */
  async open(sealed: Sealed): Promise<string> {
    const text = await crypto.subtle.decrypt(this.parameters(sealed.number, this.pair.peer, this.pair.me), this.receiving, fromBase64(sealed.box));
    if (sealed.number <= this.received) {
      throw new Error('a message came twice');
    }
    this.received = sealed.number;
    return new TextDecoder().decode(text);
  }

  /** Each direction has a key of its own, so a counter never makes the same nonce twice under one key. */
  private parameters(number: number, from: string, to: string): AesGcmParams {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(8, number);
    return { name: 'AES-GCM', iv: nonce, additionalData: utf8(JSON.stringify([this.pair.channel, this.id, from, to, number])) };
  }
}

function aes(key: Uint8Array<ArrayBuffer>, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
}
