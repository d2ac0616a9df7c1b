import { ExternalE2EEKeyProvider, isE2EESupported, type RoomOptions } from 'livekit-client';
import EncryptionWorker from 'livekit-client/e2ee-worker?worker';

/** This browser has no way to encrypt media before they are sent. */
export class EncryptionUnsupported extends Error {
  override readonly name = 'EncryptionUnsupported';
}

/** End-to-end encryption by a passphrase that everybody in the room types in; the server never sees it. */
export async function encryptionBy(passphrase: string): Promise<NonNullable<RoomOptions['encryption']>> {
  if (!isE2EESupported()) {
    throw new EncryptionUnsupported();
  }
  const keyProvider = new ExternalE2EEKeyProvider();
  await keyProvider.setKey(passphrase);
  return { keyProvider, worker: new EncryptionWorker() };
}
