import dgram from 'node:dgram';
import net from 'node:net';

/**
 * The line between one participant and the server. Signalling and media pass through here, so that both can be made worse:
 * packets get lost or stopped, the signal connection breaks, and strange packets come from the participant's own address.
 */
export class Line {
  #up = { loss: 0, blocked: false };
  #down = { loss: 0, blocked: false };
  #random = seeded(4711);
  #media = new Map();
  #upstreams = [];
  #signals = new Set();
  #signalServers = [];

  /** A WebSocket URL that leads to the given one. */
  async signal(url) {
    const { hostname, port } = new URL(url);
    const server = net.createServer(client => {
      const upstream = net.connect(Number(port), hostname);
      const pair = [client, upstream];
      this.#signals.add(pair);
      for (const [from, to] of [pair, [upstream, client]]) {
        from.on('error', () => {});
        from.on('close', () => {
          to.destroy();
          this.#signals.delete(pair);
        });
        from.pipe(to);
      }
    });
    this.#signalServers.push(server);
    await new Promise(listening => server.listen(0, '127.0.0.1', listening));
    return `ws://127.0.0.1:${server.address().port}`;
  }

  /** A port on 127.0.0.1 that leads to the given UDP address. */
  udp(host, port) {
    const key = `${host}:${port}`;
    if (!this.#media.has(key)) this.#media.set(key, this.#listen(host, port));
    return this.#media.get(key).then(socket => socket.address().port);
  }

  async #listen(host, port) {
    const near = await bound();
    const clients = new Map();
    near.on('message', async (packet, from) => {
      const key = `${from.address}:${from.port}`;
      if (!clients.has(key)) clients.set(key, this.#upstream(near, from, host, port));
      const far = await clients.get(key);
      if (this.#passes(this.#up)) far.socket.send(packet, port, host);
    });
    return near;
  }

  async #upstream(near, client, host, port) {
    const socket = await bound();
    socket.on('message', packet => {
      if (this.#passes(this.#down)) near.send(packet, client.port, client.address);
    });
    const upstream = { socket, host, port };
    this.#upstreams.push(upstream);
    return upstream;
  }

  #passes(direction) {
    return !direction.blocked && this.#random() >= direction.loss;
  }

  /** {up: {loss, blocked}, down: {loss, blocked}}; what is not said stays. */
  set({ up = {}, down = {} }) {
    Object.assign(this.#up, up);
    Object.assign(this.#down, down);
  }

  /** Breaks the signal connection without a closing handshake. */
  cut() {
    for (const [client, upstream] of this.#signals) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
  }

  /** Sends datagrams (base64) to the server from the addresses that the participant's media comes from. */
  inject({ packets }) {
    for (const { socket, host, port } of this.#upstreams) {
      for (const packet of packets) socket.send(Buffer.from(packet, 'base64'), port, host);
    }
  }

  async close() {
    this.cut();
    for (const server of this.#signalServers) server.close();
    for (const { socket } of this.#upstreams) socket.close();
    for (const socket of this.#media.values()) (await socket).close();
  }
}

function bound() {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 1 << 20, sendBufferSize: 1 << 20 });
  // A peer that has gone away answers with ICMP errors; they mean nothing here.
  socket.on('error', () => {});
  return new Promise(ready => socket.bind(0, '127.0.0.1', () => ready(socket)));
}

/** mulberry32: the same losses in every run. */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
