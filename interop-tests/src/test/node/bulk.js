// Packets of known content, for browsers and Node alike.

/** That many bytes, each in its place; no two lengths are alike. */
export function content(size) {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + size + (i >> 8)) & 255;
  return bytes;
}

function right(bytes) {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== ((i * 31 + bytes.length + (i >> 8)) & 255)) return false;
  return true;
}

/** What arrived, by topic: the sizes in order, negative where the content is wrong. */
export class Bulk {
  #sizes = new Map();

  add(topic, bytes) {
    if (!this.#sizes.has(topic)) this.#sizes.set(topic, []);
    this.#sizes.get(topic).push(right(bytes) ? bytes.length : -bytes.length);
  }

  of(topic) {
    return this.#sizes.get(topic) ?? [];
  }
}

export async function sha256(bytes) {
  const hash = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
