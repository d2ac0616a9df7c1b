import { BaseKeyProvider, createKeyMaterialFromBuffer } from 'livekit-client';
import { randomBytes } from './bytes';

/** The key that one participant's media are encrypted with, and its place in the key ring. */
export interface SenderKey {
  readonly index: number;
  readonly key: Uint8Array<ArrayBuffer>;
}

const ringSize = 16;
const keyBytes = 32;

/** The first key of a participant. */
export function firstKey(): SenderKey {
  return { index: 0, key: randomBytes(keyBytes) };
}

/** The key after that one; not derived from it, so whoever has only the one can not have the other. */
export function nextKey({ index }: SenderKey): SenderKey {
  return { index: (index + 1) % ringSize, key: randomBytes(keyBytes) };
}

/** Hands every participant's own key to the media encryption. */
export class SenderKeyProvider extends BaseKeyProvider {
  constructor() {
    // Keys come by exchange only. A frame that can not be decrypted yet does not spoil the key that comes a moment later.
    super({ sharedKey: false, ratchetWindowSize: 0, failureTolerance: -1, keyringSize: ringSize });
  }

  async use(identity: string, { index, key }: SenderKey): Promise<void> {
    this.onSetEncryptionKey(await createKeyMaterialFromBuffer(key.buffer), identity, index);
  }
}
