import type { Hello, Welcome } from './handshake';
import type { Sealed } from './pair-session';

/** What browsers send each other through the relay, which sees only text. */
export type KeyMessage = Hello | Welcome | Sealed;

const fields: Record<KeyMessage['type'], Record<string, 'string' | 'number'>> = {
  hello: { session: 'string', ephemeral: 'string', identity: 'string', signature: 'string' },
  welcome: { session: 'string', ephemeral: 'string', identity: 'string', signature: 'string' },
  sealed: { session: 'string', number: 'number', box: 'string' },
};

/** Reads what came through the relay; undefined for what is no such message. */
export function readMessage(text: unknown): KeyMessage | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is KeyMessage {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string' || !Object.hasOwn(fields, value.type)) {
    return false;
  }
  return Object.entries(fields[value.type as KeyMessage['type']]).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
}
