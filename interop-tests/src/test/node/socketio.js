import { io } from 'socket.io-client';

/** The stock Socket.IO client, with everything it was sent. */
export class SocketClient {
  troubles = [];
  #name;
  #url;
  #socket;
  #events = [];
  #changes = [];

  constructor(name, url) {
    this.#name = name;
    this.#url = url.replace(/^ws/, 'http');
  }

  call(name, args) {
    return this[name](args ?? {});
  }

  connect({ transports, namespace = '/', auth }) {
    const socket = io(this.#url + namespace, { transports, auth, forceNew: true, reconnectionDelay: 100 });
    this.#socket = socket;
    socket.onAny((event, ...args) => this.#events.push([event, ...args.map(plain)]));
    for (const change of ['connect', 'disconnect']) socket.on(change, reason => this.#changes.push([change, reason ?? null]));
    socket.on('connect_error', error => this.troubles.push(`${this.#name}: ${error.message}`));
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(null));
      socket.once('connect_error', error => reject(new Error(error.message)));
    });
  }

  emit({ event, payload, bytes, times = 1 }) {
    const value = bytes === undefined ? payload : { ...payload, [bytes]: Buffer.from([0, 1, 2, 255]) };
    for (let i = 0; i < times; i++) this.#socket.emit(event, value);
    return null;
  }

  /** Comes back when the server has dealt with everything that was sent before. */
  async settled() {
    await this.#socket.timeout(30_000).emitWithAck('clientReady', {});
    return null;
  }

  events() {
    return this.#events;
  }

  changes() {
    return this.#changes;
  }

  transport() {
    return this.#socket.io.engine?.transport?.name ?? null;
  }

  /** As a network does that fails: the client comes back by itself. */
  cut() {
    this.#socket.io.engine.close();
    return null;
  }

  async close() {
    this.#socket?.disconnect();
  }
}

function plain(value) {
  if (Buffer.isBuffer(value)) return { bytes: [...value] };
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}
