import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../keys/bytes';

/** A signed-in device of somebody: what it signs its requests with. */
export interface Account {
  readonly user: string;
  readonly name: string;
  readonly client: string;
  readonly secret: string;
}

/** What proves that a request comes from an account: client id, time, a value used once, and an HMAC over them and the request. */
export interface Signature {
  readonly 'X-Client-ID': string;
  readonly 'X-Timestamp': string;
  readonly 'X-Nonce': string;
  readonly 'X-Signature': string;
}

/** Signs a request; the path goes without its query, and the body as it is sent. */
export function signed(account: Account, path: string, body: string, now = Date.now(), nonce: string = crypto.randomUUID()): Signature {
  const text = [account.client, now, nonce, path, body].join(':');
  return {
    'X-Client-ID': account.client,
    'X-Timestamp': String(now),
    'X-Nonce': nonce,
    'X-Signature': bytesToHex(hmac(sha256, utf8(account.secret), utf8(text))),
  };
}
