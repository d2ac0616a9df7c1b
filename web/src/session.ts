import { Room } from 'livekit-client';
import { encryptionBy } from './encryption';
import type { JoinOptions } from './options';
import { requestTicket } from './token';

/** Connects to a room; the room comes back connected, or an error that `explainJoin` can put into words. */
export async function join(options: JoinOptions, prepare: (room: Room) => void): Promise<Room> {
  const ticket = await requestTicket(options.room, options.name);
  const encryption = options.passphrase ? await encryptionBy(options.passphrase) : undefined;
  const room = new Room({
    // Sends and receives only what somebody looks at, in the size it is shown.
    adaptiveStream: true,
    dynacast: true,
    ...(encryption ? { encryption } : {}),
  });
  prepare(room);
  if (encryption) {
    await room.setE2EEEnabled(true);
  }
  await room.connect(ticket.url, ticket.token);
  return room;
}
