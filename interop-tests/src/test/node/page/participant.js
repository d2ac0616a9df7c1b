import { tap } from './tap.js';
import {
  ConnectionErrorReason,
  ConnectionState,
  ExternalE2EEKeyProvider,
  Room,
  RoomEvent,
  Track,
  VideoPreset,
  VideoQuality,
} from 'livekit-client';
import { dataCalls } from './data.js';
import { SenderKeys } from './sender-keys.js';
import { Ear, Eye } from './senses.js';
import { Picture, Tone } from './sources.js';
import { received, sent, way } from './statistics.js';

/** What the tests can ask of a participant; every member takes one object and gives something that JSON can carry. */
let room;
const events = [];
const own = {};
const eyes = new Map();
const ears = new Map();
let hearing;

const SOURCES = { camera: Track.Source.Camera, microphone: Track.Source.Microphone };

function note(event, detail = {}) {
  events.push({ event, at: Date.now(), ...detail });
}

function listen() {
  const who = participant => ({ identity: participant?.identity });
  room
    .on(RoomEvent.SignalConnected, () => note('signalConnected'))
    .on(RoomEvent.Connected, () => note('connected'))
    .on(RoomEvent.SignalReconnecting, () => note('signalReconnecting'))
    .on(RoomEvent.Reconnecting, () => note('reconnecting'))
    .on(RoomEvent.Reconnected, () => note('reconnected'))
    .on(RoomEvent.Disconnected, reason => note('disconnected', { reason }))
    .on(RoomEvent.ParticipantConnected, p => note('participantConnected', who(p)))
    .on(RoomEvent.ParticipantDisconnected, p => note('participantDisconnected', who(p)))
    .on(RoomEvent.ParticipantAttributesChanged, (changed, p) => note('attributesChanged', { ...who(p), changed }))
    .on(RoomEvent.TrackPublished, (t, p) => note('trackPublished', { ...who(p), source: t.source }))
    .on(RoomEvent.TrackUnpublished, (t, p) => note('trackUnpublished', { ...who(p), source: t.source }))
    .on(RoomEvent.TrackMuted, (t, p) => note('trackMuted', { ...who(p), source: t.source }))
    .on(RoomEvent.TrackUnmuted, (t, p) => note('trackUnmuted', { ...who(p), source: t.source }))
    .on(RoomEvent.TrackSubscriptionFailed, (sid, p) => note('subscriptionFailed', { ...who(p), sid }))
    .on(RoomEvent.DataReceived, (bytes, p, _, topic) => {
      if (topic) data.bulk.add(topic, bytes);
      else note('data', { ...who(p), text: new TextDecoder().decode(bytes) });
    })
    .on(RoomEvent.EncryptionError, error => note('encryptionError', { text: String(error) }))
    .on(RoomEvent.TrackSubscribed, track => {
      hearing ??= new AudioContext();
      if (track.kind === Track.Kind.Video) eyes.set(track.sid, new Eye(track));
      else ears.set(track.sid, new Ear(track, hearing));
    })
    .on(RoomEvent.TrackUnsubscribed, track => {
      (track.kind === Track.Kind.Video ? eyes : ears).delete(track.sid);
      track.detach().forEach(element => element.remove());
    });
}

function remote(identity, source) {
  return room.remoteParticipants.get(identity)?.getTrackPublication(SOURCES[source]);
}

function local(source) {
  return room.localParticipant.getTrackPublication(SOURCES[source]);
}

const data = dataCalls(() => room, note);
const senderKeys = new SenderKeys();

window.participant = {
  ...data,

  /**
   * mode 'single' or 'dual' peer connections; e2ee: a passphrase, or senderKeys: everybody's own keys; encryptData: for data too;
   * only, without: see tap.js; dynacast: sends what others want, and no more.
   */
  async join({
    url,
    token,
    mode = 'single',
    e2ee,
    senderKeys: ownKeys = false,
    encryptData = false,
    only,
    without,
    dynacast = false,
  }) {
    tap.only = only;
    tap.without = without;
    const options = { singlePeerConnection: mode === 'single', dynacast };
    if (e2ee !== undefined) {
      const keyProvider = new ExternalE2EEKeyProvider();
      await keyProvider.setKey(e2ee);
      options.e2ee = { keyProvider, worker: new Worker('/worker.js') };
    }
    if (ownKeys) options.e2ee = { keyProvider: senderKeys, worker: new Worker('/worker.js') };
    if (encryptData) {
      options.encryption = options.e2ee;
      delete options.e2ee;
    }
    room = new Room(options);
    listen();
    data.listenData();
    if (e2ee !== undefined || ownKeys) await room.setE2EEEnabled(true);
    await room.connect(url, token, { maxRetries: 0 });
    return this.self();
  },

  /** The key of somebody's media, in base64, and its place in the ring; also before joining. */
  setKey: ({ identity, key, index }) => senderKeys.set(identity, key, index),
  keys: () => senderKeys.known(),

  /** The browser's own camera and microphone. */
  async enableDevices() {
    await room.localParticipant.enableCameraAndMicrophone();
  },

  /** Tries to join and says how it was refused, or null. */
  async refusal(args) {
    try {
      await this.join(args);
      return null;
    } catch (error) {
      // Not error.reasonName: the SDK forgets to change it with the reason.
      return { message: error.message, reason: ConnectionErrorReason[error.reason], status: error.status };
    }
  },

  async leave() {
    note('leaving');
    await room.disconnect();
  },

  self() {
    const { sid, identity } = room.localParticipant;
    return { sid, identity, state: room.state, connected: room.state === ConnectionState.Connected };
  },

  async publishCamera({ colour, width = 640, height = 360, fps = 12, simulcast = false, codec = 'vp8', mode, busy, backup = false }) {
    own.camera = new Picture({ colour, width, height, fps, busy });
    await room.localParticipant.publishTrack(own.camera.track, {
      source: Track.Source.Camera,
      videoCodec: codec,
      simulcast,
      scalabilityMode: mode,
      backupCodec: backup,
      // All layers share the rate of one stream, and encoders leave out what it does not reach to.
      videoEncoding: { maxBitrate: mode ? 3_000_000 : 800_000, maxFramerate: fps },
      videoSimulcastLayers: [new VideoPreset(320, 180, 120_000, fps), new VideoPreset(640, 360, 300_000, fps)],
      // Two busy cores shall cost frames and not size.
      degradationPreference: 'maintain-resolution',
    });
  },

  /** red: whether redundancy is welcome; the SDK itself wants none for two channels, which a tone has. */
  async publishMicrophone({ hertz, red }) {
    own.microphone = new Tone(hertz);
    await room.localParticipant.publishTrack(own.microphone.track, { source: Track.Source.Microphone, red });
  },

  paint({ colour }) {
    own.camera.colour = colour;
  },

  async unpublish({ source }) {
    await room.localParticipant.unpublishTrack(own[source].track);
    await own[source].stop();
  },

  async mute({ source, muted }) {
    await (muted ? local(source).mute() : local(source).unmute());
  },

  async setAttributes({ attributes }) {
    const at = Date.now();
    await room.localParticipant.setAttributes(attributes);
    return at;
  },

  async send({ text }) {
    await room.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true });
  },

  wantQuality({ identity, quality }) {
    remote(identity, 'camera').setVideoQuality(VideoQuality[quality]);
  },

  /** Not awaited: some scenarios end the connection that they are asked on. */
  simulate({ scenario }) {
    room.simulateScenario(scenario).catch(error => note('simulationFailed', { text: String(error) }));
  },

  others() {
    return [...room.remoteParticipants.values()].map(({ sid, identity, attributes, trackPublications }) => ({
      sid,
      identity,
      attributes,
      tracks: [...trackPublications.values()].map(({ trackSid, source, isMuted, isSubscribed, isEncrypted }) => ({
        sid: trackSid,
        source,
        muted: isMuted,
        subscribed: isSubscribed,
        encrypted: isEncrypted,
      })),
    }));
  },

  colour({ identity }) {
    return eyes.get(remote(identity, 'camera')?.trackSid)?.colour() ?? null;
  },

  pitch({ identity }) {
    return ears.get(remote(identity, 'microphone')?.trackSid)?.pitch() ?? 0;
  },

  received: ({ identity, source }) => received(remote(identity, source)),
  sent: ({ source }) => sent(local(source)),
  way: () => way(tap.connections),
  serverCandidates: () => tap.serverCandidates,
  events: () => events,
};
