import { Bulk, content, sha256 } from '../bulk.js';
import { tap } from './tap.js';

/** What the tests can ask about data; the same questions as native-data.js answers. */
export function dataCalls(room, note) {
  const bulk = new Bulk();
  const tracks = new Map();
  const frames = [];
  const channels = new Map();

  return {
    bulk,

    /** Begins to listen; before the room is connected. */
    listenData() {
      room().registerTextStreamHandler('text', async (reader, { identity }) => {
        const text = await reader.readAll();
        note('stream', { identity, kind: 'text', length: text.length, hash: await sha256(new TextEncoder().encode(text)) });
      });
      room().registerByteStreamHandler('bytes', async (reader, { identity }) => {
        const whole = new Blob(await reader.readAll());
        note('stream', { identity, kind: 'bytes', length: whole.size, hash: await sha256(await whole.arrayBuffer()) });
      });
      room().registerRpcMethod('echo', async ({ callerIdentity, payload }) => `${callerIdentity}:${payload}`);
    },

    async sendPackets({ sizes, reliable = true, topic = 'bulk', to = [] }) {
      for (const size of sizes) {
        await room().localParticipant.publishData(content(size), { reliable, topic, destinationIdentities: to });
      }
    },

    packets: ({ topic = 'bulk' }) => bulk.of(topic),

    async sendStream({ kind, length, to }) {
      const local = room().localParticipant;
      const options = { topic: kind, destinationIdentities: to };
      const began = performance.now();
      if (kind === 'text') {
        const text = 'abcdefghij'.repeat(length / 10);
        await local.sendText(text, options);
        return { hash: await sha256(new TextEncoder().encode(text)), ms: performance.now() - began };
      }
      const bytes = content(length);
      const hash = await sha256(bytes);
      await local.sendFile(new File([bytes], 'noise.bin', { type: 'application/x-noise' }), options);
      return { hash, ms: performance.now() - began };
    },

    /** Calls the echo of another, several at a time; how many answers were right. */
    async rpc({ to, count, size, atOnce = 50 }) {
      let next = 0;
      let right = 0;
      const own = room().localParticipant.identity;
      async function caller() {
        while (next < count) {
          const payload = `${next++}:${'x'.repeat(size)}`;
          const answer = await room().localParticipant.performRpc({ destinationIdentity: to, method: 'echo', payload });
          if (answer === `${own}:${payload}`) right++;
        }
      }
      await Promise.all(Array.from({ length: atOnce }, caller));
      return right;
    },

    /** How long each of some calls takes, one after the other; milliseconds. */
    async echoTimes({ to, count, length }) {
      const times = [];
      for (let i = 0; i < count; i++) {
        const from = performance.now();
        await room().localParticipant.performRpc({ destinationIdentity: to, method: 'echo', payload: 'x'.repeat(length) });
        times.push(performance.now() - from);
      }
      return times;
    },

    async publishDataTrack({ name }) {
      tracks.set(name, await room().localParticipant.publishDataTrack({ name }));
    },

    async pushFrames({ name, count, size }) {
      for (let i = 0; i < count; i++) {
        const payload = content(size);
        payload[0] = i;
        await tracks.get(name).tryPush({ payload });
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    },

    async unpublishDataTrack({ name }) {
      await tracks.get(name).unpublish();
    },

    /** Waits until the track is there, and reads it from then on. */
    async subscribeDataTrack({ identity, name }) {
      let track;
      while (!track) {
        track = room().remoteParticipants.get(identity)?.dataTracks.get(name);
        if (!track) await new Promise(resolve => setTimeout(resolve, 20));
      }
      void (async () => {
        const reader = track.subscribe().getReader();
        for (let step = await reader.read(); !step.done; step = await reader.read()) {
          frames.push({ number: step.value.payload[0], size: step.value.payload.length });
        }
        note('dataTrackEnded', { name });
      })();
    },

    frames: () => frames,

    /** A channel of the application's own on the connection that this client offers. */
    async openChannel({ label }) {
      const channel = tap.connections[0].createDataChannel(label);
      channels.set(label, channel);
      await new Promise((resolve, reject) => {
        channel.onopen = resolve;
        channel.onerror = event => reject(event.error);
      });
      return channel.id;
    },

    sendOnChannel({ label, text }) {
      channels.get(label).send(text);
    },

    async closeChannel({ label }) {
      const channel = channels.get(label);
      await new Promise(resolve => {
        channel.onclose = resolve;
        channel.close();
      });
    },

    /** Sends reliable packets for good, as fast as it may. */
    flood({ size, topic = 'flood', to = [] }) {
      const count = { packets: 0 };
      this.flooding = count;
      void (async () => {
        while (this.flooding === count) {
          await room().localParticipant.publishData(content(size), { reliable: true, topic, destinationIdentities: to });
          count.packets++;
        }
      })().catch(error => note('floodEnded', { text: String(error) }));
    },

    flooded() {
      return this.flooding.packets;
    },

    stopFlood() {
      this.flooding = undefined;
    },
  };
}
