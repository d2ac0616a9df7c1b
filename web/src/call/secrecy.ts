import type { KeyExchange, PeerKeys } from '../keys/exchange';

/** How secret the call is, in a word and for people. */
export interface SecrecySummary {
  readonly state: 'open' | 'waiting' | 'secured' | 'changed';
  readonly text: string;
}

/** What the page knows of the call's end-to-end encryption. */
export class CallSecrecy {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly kind: 'none' | 'passphrase' | 'exchange', private readonly exchange?: KeyExchange) {}

  /** Whether keys come and go while the call goes on. */
  get exchanges(): boolean {
    return this.kind === 'exchange';
  }

  /** One's own fingerprint, for others to compare; empty without identities. */
  get fingerprint(): string {
    return this.exchange?.fingerprint ?? '';
  }

  /** The keys of somebody; undefined where keys are not exchanged. */
  keysOf(who: string): PeerKeys | undefined {
    return this.exchange?.keysOf(who);
  }

  /** Those among them with whom keys have not been exchanged. */
  without(others: readonly string[]): string[] {
    return others.filter((who) => this.keysOf(who)?.secured === false);
  }

  summary(others: readonly string[]): SecrecySummary {
    switch (this.kind) {
      case 'none':
        return { state: 'open', text: 'Not encrypted end to end' };
      case 'passphrase':
        return { state: 'secured', text: 'Encrypted end to end by the passphrase' };
      case 'exchange': {
        const keys = others.map((who) => this.keysOf(who)!);
        const secured = keys.filter((each) => each.secured).length;
        if (keys.some((each) => each.changed)) {
          return { state: 'changed', text: 'Somebody has a new identity: compare fingerprints' };
        }
        return secured === keys.length
          ? { state: 'secured', text: 'Encrypted end to end' }
          : { state: 'waiting', text: `Exchanging keys: ${secured} of ${keys.length}` };
      }
    }
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  changed(): void {
    this.listeners.forEach((listener) => listener());
  }
}
