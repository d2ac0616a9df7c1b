import { ExternalE2EEKeyProvider } from 'livekit-client';

/** This browser has no way to encrypt media before they are sent. */
export class EncryptionUnsupported extends Error {
  override readonly name = 'EncryptionUnsupported';
}

/** One key for all, from a passphrase that everybody in the room types in; the server never sees it. */
export async function passphraseKeys(passphrase: string): Promise<ExternalE2EEKeyProvider> {
  const keyProvider = new ExternalE2EEKeyProvider();
  await keyProvider.setKey(passphrase);
  return keyProvider;
}
