// One participant of the native SDK; answers the same questions as the page in page/participant.js.
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
  VideoStream,
} from '@livekit/rtc-node';
import { dataCalls } from './native-data.js';

const RATE = 48_000;
const room = new Room();
const events = [];
const colours = new Map();
const pitches = new Map();

const note = (event, detail = {}) => events.push({ event, at: Date.now(), ...detail });

async function watch(track, identity) {
  for await (const { frame } of new VideoStream(track)) {
    const { data, width, height } = frame.convert(VideoBufferType.RGBA);
    const pixel = 4 * (width * Math.floor(height / 4) + width / 2);
    colours.set(identity, [...data.slice(pixel, pixel + 3)]);
  }
}

async function hear(track, identity) {
  let heard = [];
  for await (const frame of new AudioStream(track, { sampleRate: RATE, numChannels: 1 })) {
    heard.push(...frame.data);
    if (heard.length < RATE / 4) continue;
    pitches.set(identity, pitchOf(heard));
    heard = [];
  }
}

/** The frequency of a steady tone by its upward zero crossings, 0 for silence. */
function pitchOf(samples) {
  if (Math.max(...samples) < 300) return 0;
  const crossings = [];
  for (let i = 1; i < samples.length; i++) if (samples[i - 1] < 0 && samples[i] >= 0) crossings.push(i);
  return ((crossings.length - 1) * RATE) / (crossings.at(-1) - crossings[0]);
}

function paint(source, colour, { width, height }) {
  const pixels = new Uint8Array(width * height * 4);
  for (let i = 0; i < pixels.length; i += 4) pixels.set([...colour, 255], i);
  source.captureFrame(new VideoFrame(pixels, width, height, VideoBufferType.RGBA));
}

async function sing(source, hertz) {
  const step = RATE / 50;
  for (let t = 0; room.isConnected; t += step) {
    const samples = Int16Array.from({ length: step }, (_, i) => 12_000 * Math.sin((2 * Math.PI * hertz * (t + i)) / RATE));
    await source.captureFrame(new AudioFrame(samples, RATE, 1, step));
  }
}

const options = source => Object.assign(new TrackPublishOptions(), { source, simulcast: false });

const data = dataCalls(room, note);

const participant = {
  ...data,

  async join({ url, token }) {
    room
      .on(RoomEvent.ParticipantConnected, p => note('participantConnected', { identity: p.identity }))
      .on(RoomEvent.ParticipantDisconnected, p => note('participantDisconnected', { identity: p.identity }))
      .on(RoomEvent.DataReceived, (bytes, p, _, topic) => {
        if (topic) data.bulk.add(topic, bytes);
        else note('data', { identity: p?.identity, text: new TextDecoder().decode(bytes) });
      })
      .on(RoomEvent.Reconnected, () => note('reconnected'))
      .on(RoomEvent.Disconnected, reason => note('disconnected', { reason }))
      .on(RoomEvent.TrackSubscribed, (track, _, from) => {
        void (track.kind === TrackKind.KIND_VIDEO ? watch : hear)(track, from.identity);
      });
    await room.connect(url, token, { autoSubscribe: true, dynacast: false });
    data.listenData();
    return participant.self();
  },

  async leave() {
    await room.disconnect();
  },

  self: () => ({ sid: room.localParticipant.sid, identity: room.localParticipant.identity, connected: room.isConnected }),

  /** codec: as livekit-client names it. */
  async publishCamera({ colour, width = 640, height = 360, fps = 12, simulcast = false, codec = 'vp8' }) {
    const source = new VideoSource(width, height);
    setInterval(() => paint(source, colour, { width, height }), 1000 / fps);
    await room.localParticipant.publishTrack(
      LocalVideoTrack.createVideoTrack('camera', source),
      Object.assign(options(TrackSource.SOURCE_CAMERA), { simulcast, videoCodec: VideoCodec[codec.toUpperCase()] }),
    );
  },

  async publishMicrophone({ hertz }) {
    const source = new AudioSource(RATE, 1);
    await room.localParticipant.publishTrack(LocalAudioTrack.createAudioTrack('microphone', source), options(TrackSource.SOURCE_MICROPHONE));
    void sing(source, hertz);
  },

  async send({ text }) {
    await room.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true });
  },

  colour: ({ identity }) => colours.get(identity) ?? null,
  pitch: ({ identity }) => pitches.get(identity) ?? 0,
  events: () => events,
};

process.on('message', async ({ id, name, args }) => {
  try {
    process.send({ id, value: (await participant[name](args)) ?? null });
  } catch (problem) {
    process.send({ id, error: String(problem?.stack ?? problem) });
  }
});
