import type { Room, TrackPublication } from 'livekit-client';

/** Whether something can be made of a track: what others encrypt is noise to those who do not take part in it. */
export function isReadable(room: Room, publication: TrackPublication | undefined): boolean {
  return !publication?.isEncrypted || room.isE2EEEnabled;
}
