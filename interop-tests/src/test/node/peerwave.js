import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { Envelope } from './envelope.js';

/** What people's devices published for others to seal to. Applications keep it on a server of their own. */
const published = new Map();

/**
 * A client as PeerWave has them: asks for its token by signed requests, meets others at the socket, gives them the key of its media sealed, and
 * calls with livekit-client in a browser. Everything it does not do itself is done by the page.
 */
export class PeerWaveClient {
  #page;
  #address;
  #envelope = new Envelope();
  #own = { index: 0, key: randomBytes(32).toString('base64') };
  #account;
  #socket;
  #channel;
  #met = new Set();
  #notes = [];

  constructor(page, server) {
    this.#page = page;
    this.#address = server.replace(/^ws/, 'http');
  }

  get troubles() {
    return this.#page.troubles;
  }

  call(name, args) {
    return name in this ? this[name](args ?? {}) : this.#page.call(name, args);
  }

  /** account: user, client and secret. Answers what the server says of it. */
  async signsIn({ account }) {
    this.#account = account;
    published.set(account.user, this.#envelope.address);
    this.#socket = io(this.#address, { transports: ['websocket'], forceNew: true });
    const answer = new Promise((resolve, reject) => {
      this.#socket.once('authenticated', resolve);
      this.#socket.once('connect_error', reject);
    });
    this.#on('video:request-e2ee-key', asked => this.#answers(asked));
    this.#on('video:e2ee-key', given => this.#takes(given));
    this.#on('video:rekey-required', () => this.#renews());
    this.#socket.onAny((event, message) => this.#notes.push([event, message ?? null]));
    this.#socket.once('connect', () => this.#socket.emit('authenticate', this.#signature('/socket.io/auth', '')));
    return answer;
  }

  async requestsToken({ channel }) {
    const path = '/api/livekit/token';
    const body = JSON.stringify({ channelId: channel });
    const headers = { 'content-type': 'application/json', ...this.#signature(path, body) };
    const answer = await fetch(this.#address + path, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  }

  /** Registers, looks who is there, and joins; keys: false asks nobody for keys. */
  async enters({ channel, keys = true }) {
    this.#channel = channel;
    this.#socket.emit('video:register-participant', { channelId: channel });
    const info = new Promise(resolve => this.#socket.once('video:participants-info', resolve));
    this.#socket.emit('video:check-participants', { channelId: channel });
    const { participants } = await info;
    const { body } = await this.requestsToken({ channel });
    await this.#page.call('setKey', { identity: this.#account.user, ...this.#own });
    await this.#page.call('join', { url: body.url, token: body.token, senderKeys: true });
    if (keys) for (const { userId } of participants) this.#asks(userId);
    this.#socket.emit('video:confirm-e2ee-key', { channelId: channel });
    return { url: body.url, found: participants.map(({ userId }) => userId) };
  }

  /** Every event of the socket so far, with its message. */
  heard() {
    return this.#notes;
  }

  async leave() {
    await this.#page.call('leave');
    this.#socket.emit('video:leave-channel', { channelId: this.#channel });
  }

  async close() {
    this.#socket?.disconnect();
    await this.#page.close();
  }

  /** What fails is a trouble of this client, as long as it is there. */
  #on(event, handle) {
    this.#socket.on(event, async message => {
      try {
        await handle(message);
      } catch (error) {
        if (this.#socket.active) this.troubles.push(`${this.#account.user}: ${event}: ${error}`);
      }
    });
  }

  #signature(path, body) {
    const { client, secret } = this.#account;
    const fields = [client, String(Date.now()), randomUUID(), path, body];
    const [, time, nonce] = fields;
    const signature = createHmac('sha256', secret).update(fields.join(':')).digest('hex');
    return { 'X-Client-ID': client, 'X-Timestamp': time, 'X-Nonce': nonce, 'X-Signature': signature };
  }

  #asks(userId) {
    this.#met.add(userId);
    this.#socket.emit('video:request-e2ee-key', { channelId: this.#channel, recipientUserId: userId });
  }

  #answers({ senderUserId }) {
    this.#gives(senderUserId);
    if (!this.#met.has(senderUserId)) this.#asks(senderUserId);
  }

  #gives(userId) {
    const encryptedKey = Envelope.seal(published.get(userId), JSON.stringify(this.#own));
    this.#socket.emit('video:e2ee-key', { channelId: this.#channel, recipientUserId: userId, encryptedKey });
  }

  async #takes({ senderUserId, encryptedKey }) {
    await this.#page.call('setKey', { identity: senderUserId, ...JSON.parse(this.#envelope.open(encryptedKey)) });
  }

  /** Somebody left, who shall not be able to read what comes from now on. */
  async #renews() {
    this.#own = { index: this.#own.index + 1, key: randomBytes(32).toString('base64') };
    const others = await this.#page.call('others');
    others.forEach(({ identity }) => this.#gives(identity));
    await this.#page.call('setKey', { identity: this.#account.user, ...this.#own });
  }
}
