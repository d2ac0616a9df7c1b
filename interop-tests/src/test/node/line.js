import dgram from 'node:dgram';
import net from 'node:net';

/**
 * The line between one participant and the server. Signalling and media pass through here, so that both can be made worse:
 * packets get lost or stopped, or wait for a narrow place, the signal connection breaks, and strange packets come from the participant's own
 * address.
 */
export class Line {
  #random = seeded(4711);
  #up = new Direction(this.#random);
  #down = new Direction(this.#random);
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
      this.#up.pass(packet, () => far.socket.send(packet, port, host));
    });
    return near;
  }

  async #upstream(near, client, host, port) {
    const socket = await bound();
    socket.on('message', packet => {
      this.#down.pass(packet, () => near.send(packet, client.port, client.address));
    });
    const upstream = { socket, host, port };
    this.#upstreams.push(upstream);
    return upstream;
  }

  /** {up, down}, each with some of a {@link Direction}'s properties; what is not said stays. */
  set({ up = {}, down = {} }) {
    Object.assign(this.#up.how, up);
    Object.assign(this.#down.how, down);
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
    this.#up.close();
    this.#down.close();
  }
}

/** One way of the line: a queue in front of a place that lets so many bits through a second. */
class Direction {
  static #HEADERS = 28;

  /** loss: share; blocked; rate: bits a second, 0 for any; queue: milliseconds that packets wait at most before new ones are dropped. */
  how = { loss: 0, blocked: false, rate: 0, queue: 300 };
  #random;
  #waiting = [];
  #freeAt = 0;
  #timer;

  constructor(random) {
    this.#random = random;
  }

  pass(packet, send) {
    const { loss, blocked, rate, queue } = this.how;
    if (blocked || this.#random() < loss) return;
    if (rate === 0 && this.#waiting.length === 0) {
      send();
      return;
    }
    const now = performance.now();
    const start = Math.max(now, this.#freeAt);
    if (start - now > queue) return;
    this.#freeAt = rate === 0 ? start : start + ((packet.length + Direction.#HEADERS) * 8000) / rate;
    this.#waiting.push({ at: this.#freeAt, send });
    this.#timer ??= setTimeout(() => this.#release(), this.#freeAt - now);
  }

  #release() {
    const now = performance.now();
    while (this.#waiting.length > 0 && this.#waiting[0].at <= now) this.#waiting.shift().send();
    this.#timer = this.#waiting.length > 0 ? setTimeout(() => this.#release(), this.#waiting[0].at - now) : undefined;
  }

  close() {
    clearTimeout(this.#timer);
    this.#waiting = [];
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
