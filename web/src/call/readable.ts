import type { Room, TrackPublication } from 'livekit-client';

/** Whether something can be made of a track: what others encrypt is noise to those who joined without encryption. */
export function isReadable(room: Room, publication: TrackPublication | undefined): boolean {
  // Not room.isE2EEEnabled, which turns true only some time after the first tracks have come.
  return !publication?.isEncrypted || room.options.encryption !== undefined;
}
