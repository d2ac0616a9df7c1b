import { io, type Socket } from 'socket.io-client';
import { type Account, signed } from '../entrance/account';
import type { Courier } from './exchange';

/** The account could not sign in at the relay. */
export class RelayRefused extends Error {
  override readonly name = 'RelayRefused';
}

const patienceMillis = 10_000;

/** The server's Socket.IO relay: it knows who is in the call of which channel, and passes texts on that it can not read. */
export class Relay implements Courier {
  private constructor(private readonly socket: Socket, private readonly channel: string) {}

  /** Signs in and enters the channel's call; does so again by itself whenever the connection was lost. */
  static async open(account: Account, channel: string, address = location.origin): Promise<Relay> {
    const socket = io(address, { transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
    const relay = new Relay(socket, channel);
    socket.on('connect', () => socket.emit('authenticate', signed(account, '/socket.io/auth', '')));
    try {
      await relay.admitted();
    } catch (error) {
      socket.close();
      throw error;
    }
    return relay;
  }

  send(to: string, text: string): void {
    const event = text.startsWith('{"type":"hello"') ? 'video:key-request' : 'video:key-response';
    this.socket.emit(event, { targetUserId: to, channelId: this.channel, signalMessage: text });
  }

  listen(receive: (from: string, text: unknown) => void): void {
    const take = (message: { fromUserId?: unknown; channelId?: unknown; signalMessage?: unknown } | undefined) => {
      if (message?.channelId === this.channel && typeof message.fromUserId === 'string') {
        receive(message.fromUserId, message.signalMessage);
      }
    };
    this.socket.on('video:key-request', take);
    this.socket.on('video:key-response', take);
  }

  close(): void {
    this.socket.emit('video:leave-channel', { channelId: this.channel });
    this.socket.close();
  }

  private admitted(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = window.setTimeout(() => reject(new RelayRefused('The key exchange does not answer.')), patienceMillis);
      this.socket.on('authenticated', (answer: { authenticated?: boolean; error?: string } | undefined) => {
        if (answer?.authenticated) {
          this.socket.emit('clientReady', { timestamp: Date.now() });
          this.socket.emit('video:register-participant', { channelId: this.channel });
          window.clearTimeout(timer);
          resolve();
        } else {
          reject(new RelayRefused(`The key exchange refused: ${answer?.error ?? 'without a reason'}.`));
        }
      });
    });
  }
}
