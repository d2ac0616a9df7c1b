import { type Participant, type Room, RoomEvent } from 'livekit-client';

/** Every change of these may change what is known of somebody in the call, or who is there. */
export const changesOfParticipants = [
  RoomEvent.ParticipantConnected, RoomEvent.ParticipantDisconnected, RoomEvent.ParticipantNameChanged, RoomEvent.ParticipantAttributesChanged,
  RoomEvent.TrackPublished, RoomEvent.TrackUnpublished, RoomEvent.LocalTrackPublished, RoomEvent.LocalTrackUnpublished,
  RoomEvent.TrackMuted, RoomEvent.TrackUnmuted, RoomEvent.ConnectionQualityChanged, RoomEvent.Reconnected,
] as const;

/** All who are in the call, oneself first. */
export function everybodyIn(room: Room): Participant[] {
  return [room.localParticipant, ...room.remoteParticipants.values()];
}

/** What to call somebody. */
export function nameOf(participant: Participant): string {
  return participant.name || participant.identity;
}
