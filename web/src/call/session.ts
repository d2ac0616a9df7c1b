import { isE2EESupported, Room, RoomEvent, type RoomOptions } from 'livekit-client';
import EncryptionWorker from 'livekit-client/e2ee-worker?worker';
import type { Entry } from '../entrance/entry';
import { KeyExchange } from '../keys/exchange';
import { identityOf, KnownIdentities } from '../keys/identity';
import { EncryptionUnsupported, passphraseKeys } from '../keys/passphrase';
import { Relay } from '../keys/relay';
import { SenderKeyProvider } from '../keys/sender-keys';
import { CallSecrecy } from './secrecy';
import { Moderator } from './moderator';

/** A call one is in, or about to be. */
export interface Call {
  readonly title: string;
  readonly room: Room;
  readonly secrecy: CallSecrecy;
  /** Only for those who may mute and remove others. */
  readonly moderator: Moderator | undefined;
}

/** Connects; the call comes back connected, or an error that `explainJoin` can put into words. */
export async function join(entry: Entry, prepare: (call: Call) => void): Promise<Call> {
  const ticket = await entry.ticket();
  const { encryption, secrecy, exchange } = await secrecyOf(entry);
  try {
    const { cameraId, microphoneId, speakerId } = entry.devices;
    const room = new Room({
      // Sends and receives only what somebody looks at, in the size it is shown.
      adaptiveStream: true,
      dynacast: true,
      ...(cameraId ? { videoCaptureDefaults: { deviceId: cameraId } } : {}),
      ...(microphoneId ? { audioCaptureDefaults: { deviceId: microphoneId } } : {}),
      ...(speakerId ? { audioOutput: { deviceId: speakerId } } : {}),
      ...(encryption ? { encryption } : {}),
    });
    const call: Call = { title: entry.title, room, secrecy, moderator: Moderator.of(ticket) };
    prepare(call);
    if (encryption) {
      await room.setE2EEEnabled(true);
    }
    if (exchange) {
      await exchangeWithAll(exchange, room);
    }
    await room.connect(ticket.url, ticket.token);
    return call;
  } catch (error) {
    exchange?.close();
    throw error;
  }
}

interface Prepared {
  readonly encryption?: NonNullable<RoomOptions['encryption']>;
  readonly secrecy: CallSecrecy;
  readonly exchange?: KeyExchange;
}

async function secrecyOf({ secrecy: wanted }: Entry): Promise<Prepared> {
  if (wanted.kind === 'none') {
    return { secrecy: new CallSecrecy('none') };
  }
  if (!isE2EESupported()) {
    throw new EncryptionUnsupported();
  }
  const worker = new EncryptionWorker();
  if (wanted.kind === 'passphrase') {
    return { encryption: { keyProvider: await passphraseKeys(wanted.passphrase), worker }, secrecy: new CallSecrecy('passphrase') };
  }
  const { account, channel } = wanted;
  const keyProvider = new SenderKeyProvider();
  const exchange: KeyExchange = new KeyExchange(channel, account.user, identityOf(account.user, localStorage),
    new KnownIdentities(account.user, localStorage), await Relay.open(account, channel), (who, key) => keyProvider.use(who, key), () => secrecy.changed());
  const secrecy = new CallSecrecy('exchange', exchange);
  return { encryption: { keyProvider, worker }, secrecy, exchange };
}

/** Who was there before begins nothing: see {@link KeyExchange.joined}. */
async function exchangeWithAll(exchange: KeyExchange, room: Room): Promise<void> {
  let inside = false;
  room
    .on(RoomEvent.Connected, () => {
      room.remoteParticipants.forEach(({ identity }) => exchange.joined(identity, true));
      inside = true;
    })
    .on(RoomEvent.ParticipantConnected, ({ identity }) => exchange.joined(identity, !inside))
    .on(RoomEvent.ParticipantDisconnected, ({ identity }) => exchange.left(identity))
    .on(RoomEvent.Disconnected, () => exchange.close());
  await exchange.start();
}
