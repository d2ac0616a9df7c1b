import type { Account } from './account';
import type { DeviceChoice } from './device-check';
import type { Ticket } from './ticket';

/** How what is sent is kept from the server: not at all, by a passphrase all have, or by keys that the browsers exchange. */
export type Secrecy =
  | { readonly kind: 'none' }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'exchange'; readonly account: Account; readonly channel: string };

/** Everything that is decided when somebody enters. */
export interface Entry {
  readonly title: string;
  readonly ticket: () => Promise<Ticket>;
  readonly secrecy: Secrecy;
  readonly devices: DeviceChoice;
  /** What of it a reload should find in the address. */
  readonly address: Readonly<Record<string, string>>;
}
