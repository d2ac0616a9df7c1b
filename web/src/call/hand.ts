import { type Participant, type Room } from 'livekit-client';

/** The attribute that holds when somebody raised a hand: milliseconds, so that those who wait longest come first. */
const attribute = 'hand';

/** When somebody raised a hand; 0 if it is down. */
export function handOf(participant: Participant): number {
  return Number(participant.attributes[attribute] ?? 0) || 0;
}

export function mayRaiseHand(room: Room): boolean {
  return room.localParticipant.permissions?.canUpdateMetadata ?? false;
}

export async function raiseHand(room: Room, up: boolean): Promise<void> {
  await room.localParticipant.setAttributes({ [attribute]: up ? String(Date.now()) : '' });
}
