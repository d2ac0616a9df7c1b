import { createCipheriv, createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';

const PUBLIC_BYTES = 44;
const TAG_BYTES = 16;
/** Every key seals one text only. */
const NONCE = Buffer.alloc(12);

/** Texts that only the owner can read: X25519 with a fresh key for each, HKDF, AES-256-GCM. Stands in for an application's own sessions. */
export class Envelope {
  #keys = generateKeyPairSync('x25519');

  /** What others need to seal something for this one. */
  get address() {
    return publicBytes(this.#keys.publicKey);
  }

  static seal(address, text) {
    const fresh = generateKeyPairSync('x25519');
    const sender = publicBytes(fresh.publicKey);
    const cipher = createCipheriv('aes-256-gcm', secret(fresh.privateKey, address, sender), NONCE);
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([sender, cipher.getAuthTag(), ...sealed]).toString('base64');
  }

  open(sealed) {
    const bytes = Buffer.from(sealed, 'base64');
    const sender = bytes.subarray(0, PUBLIC_BYTES);
    const tagged = PUBLIC_BYTES + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', secret(this.#keys.privateKey, sender, sender), NONCE);
    decipher.setAuthTag(bytes.subarray(PUBLIC_BYTES, tagged));
    return decipher.update(bytes.subarray(tagged), undefined, 'utf8') + decipher.final('utf8');
  }
}

function publicBytes(key) {
  return key.export({ type: 'spki', format: 'der' });
}

function secret(privateKey, peer, salt) {
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: peer, type: 'spki', format: 'der' }) });
  return Buffer.from(hkdfSync('sha256', shared, salt, 'media key', 32));
}
