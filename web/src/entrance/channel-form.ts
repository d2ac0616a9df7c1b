import { element } from '../parts/elements';
import type { DemoAccount } from './accounts';
import type { Entry } from './entry';
import { ticketToChannel } from './ticket';

/** Into a channel, as somebody with an account: encrypted end to end by keys that the browsers exchange. */
export class ChannelForm {
  readonly element: HTMLFormElement;
  private readonly account = element('select', { id: 'account', name: 'account', change: () => this.showChannels() });
  private readonly channel = element('select', { id: 'channel', name: 'channel' });
  private readonly button = element('button', { type: 'submit', class: 'primary' }, 'Sign in and join');
  private accounts: readonly DemoAccount[] = [];

  constructor(enter: (entry: Omit<Entry, 'devices'>) => void) {
    this.element = element(
      'form',
      {
        class: 'card channel-form',
        hidden: true,
        'aria-label': 'Join a channel with a demo account',
        submit: (event) => {
          event.preventDefault();
          enter(this.entry());
        },
      },
      element('p', { class: 'or' }, 'or with a demo account, encrypted end to end'),
      element('div', { class: 'field' }, element('label', { for: 'account' }, 'Account'), this.account),
      element('div', { class: 'field' }, element('label', { for: 'channel' }, 'Channel'), this.channel),
      this.button,
    );
  }

  /** Shows the form if there is anybody to be. */
  offer(accounts: readonly DemoAccount[]): void {
    this.accounts = accounts;
    this.element.hidden = accounts.length === 0;
    this.account.replaceChildren(...accounts.map(({ user, name }) => element('option', { value: user }, name)));
    this.showChannels();
  }

  setBusy(busy: boolean): void {
    this.button.disabled = busy;
    this.button.textContent = busy ? 'Joining…' : 'Sign in and join';
  }

  private chosen(): DemoAccount | undefined {
    return this.accounts.find(({ user }) => user === this.account.value);
  }

  private showChannels(): void {
    this.channel.replaceChildren(...(this.chosen()?.channels ?? []).map(({ id, name }) => element('option', { value: id }, name)));
  }

  private entry(): Omit<Entry, 'devices'> {
    const account = this.chosen()!;
    const channel = this.channel.value;
    return {
      title: account.channels.find(({ id }) => id === channel)?.name ?? channel,
      ticket: () => ticketToChannel(account, channel),
      secrecy: { kind: 'exchange', account, channel },
      address: {},
    };
  }
}
