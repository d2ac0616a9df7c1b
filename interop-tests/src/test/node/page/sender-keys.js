import { BaseKeyProvider, createKeyMaterialFromBuffer } from 'livekit-client';

/** Everybody's media have a key of their own. */
export class SenderKeys extends BaseKeyProvider {
  constructor() {
    super({ sharedKey: false, ratchetWindowSize: 0, failureTolerance: -1 });
  }

  async set(identity, key, index) {
    const bytes = Uint8Array.from(atob(key), letter => letter.charCodeAt(0));
    this.onSetEncryptionKey(await createKeyMaterialFromBuffer(bytes.buffer), identity, index);
  }

  /** Whose keys are there, each with the newest place in the ring. */
  known() {
    const known = {};
    for (const { participantIdentity, keyIndex = 0 } of this.getKeys()) {
      known[participantIdentity] = Math.max(keyIndex, known[participantIdentity] ?? 0);
    }
    return known;
  }
}
