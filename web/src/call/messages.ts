import { ConnectionError, ConnectionErrorReason, DisconnectReason } from 'livekit-client';
import { TicketRefused } from '../entrance/ticket';
import { EncryptionUnsupported } from '../keys/passphrase';
import { RelayRefused } from '../keys/relay';
import { messageOf } from '../parts/failure';

/** What media can be sent from. */
export type Source = 'microphone' | 'camera' | 'screen';
export type Device = Source | 'speaker';

/** Why joining failed, in words that say what can be done. */
export function explainJoin(error: unknown): string {
  if (error instanceof TicketRefused || error instanceof RelayRefused) {
    return error.message;
  }
  if (error instanceof EncryptionUnsupported) {
    return 'This browser can not encrypt end to end. Join without a passphrase, or with another browser.';
  }
  if (error instanceof ConnectionError) {
    switch (error.reason) {
      case ConnectionErrorReason.NotAllowed:
        return `The server does not let you in: ${error.message}`;
      case ConnectionErrorReason.ServerUnreachable:
      case ConnectionErrorReason.WebSocket:
      case ConnectionErrorReason.Timeout:
        return 'The server could not be reached. Check the network, then try again.';
    }
  }
  return `Joining failed: ${messageOf(error)}`;
}

/** Why a device could not be used. Undefined when the person merely closed the browser's question about the screen. */
export function explainDevice(device: Device, error: unknown): string | undefined {
  const name = error instanceof Error ? error.name : '';
  if (device === 'screen') {
    return name === 'NotAllowedError' ? undefined : 'The screen can not be shared from this browser.';
  }
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `The browser does not allow the ${device}. Allow it beside the address of this page, then switch it on.`;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `No ${device} was found.`;
    case 'NotReadableError':
    case 'AbortError':
      return `The ${device} is in use by another program.`;
  }
  return mayUseDevices()
    ? `The ${device} does not work: ${messageOf(error)}`
    : `Browsers allow the ${device} only on pages that come by https or from this machine.`;
}

/** Devices exist only in a secure context. */
function mayUseDevices(): boolean {
  return typeof navigator !== 'undefined' && navigator.mediaDevices !== undefined;
}

/** Why the call ended. */
export function explainEnd(reason: DisconnectReason | undefined): string {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return 'You left.';
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'You joined from another window, so this one left.';
    case DisconnectReason.SERVER_SHUTDOWN:
      return 'The server is shutting down. Try again in a moment.';
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'You were removed from the room.';
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return 'The room was closed.';
    default:
      return 'The connection was lost and could not be restored.';
  }
}

/** What it means that keys have not been exchanged with these people for a while. */
export function explainMissingKeys(names: readonly string[]): string {
  const all = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}` : names.join('');
  return `No keys could be exchanged with ${all}: what is encrypted can not be read on either side.`;
}

/** What somebody may do after the server has changed it; undefined where nothing is missing. */
export function explainRights(rights: { readonly canPublish: boolean; readonly canSubscribe: boolean }): string | undefined {
  if (rights.canPublish) {
    return rights.canSubscribe ? undefined : 'You may speak and be seen here, and not see or hear others.';
  }
  return rights.canSubscribe ? 'You may only watch and listen here.' : 'You may neither speak nor listen here.';
}

/** Whether a frame came whose key is not there (yet). */
export function isMissingKey(error: Error): boolean {
  return /missing key/u.test(error.message);
}

/** Why somebody's picture or sound can not be decrypted. */
export function explainDecryption(error: Error): string {
  return /does not have encryption enabled/u.test(error.message)
    ? 'Others in this room encrypt end to end, and you have no key. Leave, and join again with the passphrase, or with your account.'
    : 'Something could not be decrypted: somebody here has another passphrase than you.';
}
