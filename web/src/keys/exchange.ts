import { fromBase64, toBase64 } from './bytes';
import { accept, begin, type Begun, complete, type Hello, type Pair, type Welcome } from './handshake';
import { fingerprintOf, type Identity, type KnownIdentities } from './identity';
import { readMessage, type KeyMessage } from './messages';
import type { PairSession, Sealed } from './pair-session';
import { firstKey, nextKey, type SenderKey } from './sender-keys';

/** The way to the others' browsers: it sees only text, and keeps nothing. */
export interface Courier {
  send(to: string, text: string): void;
  /** What others sent, from now on. */
  listen(receive: (from: string, text: unknown) => void): void;
  close(): void;
}

/** How far the exchange with somebody is. */
export interface PeerKeys {
  /** Whether each has the other's media key. */
  readonly secured: boolean;
  /** Empty until the peer has proved its identity. */
  readonly fingerprint: string;
  /** Whether the identity is another one than in earlier calls. */
  readonly changed: boolean;
}

interface Peer {
  begun: Begun | undefined;
  readonly sessions: PairSession[];
  keys: PeerKeys;
  /** Whether it was sent the present key. */
  given: boolean;
  received: boolean;
  retry: number | undefined;
  attempts: number;
}

const unknown: PeerKeys = { secured: false, fingerprint: '', changed: false };
const maxSessions = 4;
const maxEarly = 100;
const maxWaitMillis = 15_000;

/** The clock and the timings, so that tests need not wait. */
export interface Timing {
  /** How long a hello waits for its welcome the first time; doubles with each attempt. */
  readonly answerMillis: number;
  /** Many may come or go at once: one new key does for all. */
  readonly gatherMillis: number;
  /** Others have the new key before the first frame that needs it. */
  readonly switchMillis: number;
}

export const usualTiming: Timing = { answerMillis: 2_000, gatherMillis: 250, switchMillis: 500 };

/**
 * Gives every participant's media key to every other participant, from browser to browser: an X25519 handshake signed by identity keys, then
 * sealed messages. Whoever comes or goes brings new keys: the one who came can not read what was before, nor the one who left what
 * comes after.
 */
export class KeyExchange {
  private readonly peers = new Map<string, Peer>();
  /** The last that came from those whose arrival in the call is not known yet: two roads, of which either may be faster. */
  private readonly early = new Map<string, unknown>();
  private own: SenderKey = firstKey();
  private gathering: number | undefined;

  constructor(
    private readonly channel: string,
    private readonly me: string,
    private readonly identity: Identity,
    private readonly known: KnownIdentities,
    private readonly courier: Courier,
    /** Puts a key to use: for decrypting the media of somebody, or for encrypting one's own. */
    private readonly use: (who: string, key: SenderKey) => Promise<void>,
    private readonly changed: (who: string) => void,
    private readonly timing: Timing = usualTiming,
  ) {
    courier.listen((from, text) => void this.receive(from, text));
  }

  /** To be called once, before one's own media are sent. */
  async start(): Promise<void> {
    await this.use(this.me, this.own);
  }

  get fingerprint(): string {
    return fingerprintOf(this.identity.publicKey);
  }

  keysOf(who: string): PeerKeys {
    return this.peers.get(who)?.keys ?? unknown;
  }

  /** Somebody is in the call. Who came later begins the handshake; the other does so only when nothing comes. */
  joined(who: string, beforeMe: boolean): void {
    if (who === this.me || this.peers.has(who)) {
      return;
    }
    const peer: Peer = { begun: undefined, sessions: [], keys: unknown, given: false, received: false, retry: undefined, attempts: 0 };
    this.peers.set(who, peer);
    if (beforeMe) {
      this.greet(who, peer);
    } else {
      peer.retry = window.setTimeout(() => this.greet(who, peer), this.timing.answerMillis);
      this.renewSoon(false);
    }
    const text = this.early.get(who);
    if (this.early.delete(who)) {
      void this.receive(who, text);
    }
  }

  left(who: string): void {
    const peer = this.peers.get(who);
    if (peer) {
      window.clearTimeout(peer.retry);
      this.peers.delete(who);
      this.renewSoon(true);
    }
  }

  close(): void {
    window.clearTimeout(this.gathering);
    this.peers.forEach((peer) => window.clearTimeout(peer.retry));
    this.peers.clear();
    this.courier.close();
  }

  private greet(who: string, peer: Peer): void {
    if (this.peers.get(who) !== peer || peer.keys.secured) {
      return;
    }
    peer.begun = begin(this.pairWith(who), this.identity);
    this.send(who, peer.begun.hello);
    const patience = Math.min(this.timing.answerMillis * 2 ** peer.attempts++, maxWaitMillis);
    peer.retry = window.setTimeout(() => this.greet(who, peer), patience);
  }

  private async receive(from: string, text: unknown): Promise<void> {
    const message = readMessage(text);
    const peer = this.peers.get(from);
    if (!message) {
      return;
    }
    // Who is not in the call gets no keys, whatever it sends.
    if (!peer) {
      if (this.early.size < maxEarly) {
        this.early.set(from, text);
      }
      return;
    }
    try {
      switch (message.type) {
        case 'hello':
          await this.hello(from, peer, message);
          break;
        case 'welcome':
          await this.welcome(from, peer, message);
          break;
        case 'sealed':
          await this.sealed(from, peer, message);
          break;
      }
    } catch (error) {
      console.warn(`a key message of ${from} was dropped: ${String(error)}`);
    }
  }

  private async hello(from: string, peer: Peer, message: Hello): Promise<void> {
    const { welcome, session } = await accept(this.pairWith(from), this.identity, message);
    this.send(from, welcome);
    await this.agreed(from, peer, session);
  }

  private async welcome(from: string, peer: Peer, message: Welcome): Promise<void> {
    const { begun } = peer;
    if (begun?.hello.session === message.session) {
      peer.begun = undefined;
      await this.agreed(from, peer, await complete(this.pairWith(from), begun, this.identity, message));
    }
  }

  private async agreed(who: string, peer: Peer, session: PairSession): Promise<void> {
    peer.sessions.push(session);
    peer.sessions.splice(0, peer.sessions.length - maxSessions);
    const met = this.known.meet(who, session.peerIdentity);
    this.note(who, peer, { fingerprint: fingerprintOf(session.peerIdentity), changed: peer.keys.changed || met === 'changed' });
    await this.give(who, peer);
  }

  private async sealed(from: string, peer: Peer, message: Sealed): Promise<void> {
    const session = peer.sessions.find(({ id }) => id === message.session);
    if (!session) {
      return;
    }
    const { index, key } = JSON.parse(await session.open(message)) as { index: number; key: string };
    await this.use(from, { index, key: fromBase64(key) });
    peer.received = true;
    this.note(from, peer, {});
  }

  /** Sends one's key by the latest session. */
  private async give(who: string, peer: Peer): Promise<void> {
    const session = peer.sessions.at(-1);
    if (session) {
      const { index, key } = this.own;
      this.send(who, await session.seal(JSON.stringify({ index, key: toBase64(key) })));
      peer.given = true;
      this.note(who, peer, {});
    }
  }

  private note(who: string, peer: Peer, news: Partial<PeerKeys>): void {
    peer.keys = { ...peer.keys, ...news, secured: peer.given && peer.received };
    if (peer.keys.secured) {
      window.clearTimeout(peer.retry);
    }
    if (this.peers.get(who) === peer) {
      this.changed(who);
    }
  }

  /**
   * Makes a new key at once, so that nobody who comes from now on is given the old one, and hands it out when no more have come for a
   * moment. Who leaves in that moment may have it already: then it is no longer new.
   */
  private renewSoon(somebodyLeft: boolean): void {
    if (somebodyLeft || this.gathering === undefined) {
      this.own = nextKey(this.own);
    }
    window.clearTimeout(this.gathering);
    this.gathering = window.setTimeout(() => void this.handOut(), this.timing.gatherMillis);
  }

  private async handOut(): Promise<void> {
    this.gathering = undefined;
    const key = this.own;
    await Promise.all([...this.peers].map(([who, peer]) => this.give(who, peer)));
    window.setTimeout(() => {
      // Unless there is a newer one by now, which comes to use in its own time.
      if (this.own === key) {
        void this.use(this.me, key);
      }
    }, this.timing.switchMillis);
  }

  private pairWith(peer: string): Pair {
    return { channel: this.channel, me: this.me, peer };
  }

  private send(to: string, message: KeyMessage): void {
    this.courier.send(to, JSON.stringify(message));
  }
}
