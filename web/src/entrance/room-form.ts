import { element } from '../parts/elements';
import type { Entry } from './entry';
import { field } from './field';
import type { JoinOptions } from './options';
import { ticketToRoom } from './ticket';

/** Into any room, by its name, under any name: for development mode. */
export class RoomForm {
  readonly element: HTMLFormElement;
  private readonly button = element('button', { type: 'submit', class: 'primary' }, 'Join');

  constructor(known: JoinOptions, enter: (entry: Omit<Entry, 'devices'>) => void) {
    this.element = element(
      'form',
      {
        class: 'card room-form',
        'aria-label': 'Join a room by its name',
        submit: (event) => {
          event.preventDefault();
          enter(this.entry());
        },
      },
      field('Room', 'room', known.room, { required: true, maxlength: '256', placeholder: 'for example: standup' }),
      field('Your name', 'name', known.name, { required: true, maxlength: '128', autocomplete: 'name' }),
      field('Passphrase', 'passphrase', known.passphrase, { type: 'password', autocomplete: 'off' },
        'Optional. Whoever has it can see and hear you; the server can not.'),
      this.button,
    );
  }

  submit(): void {
    this.element.requestSubmit();
  }

  setBusy(busy: boolean): void {
    this.button.disabled = busy;
    this.button.textContent = busy ? 'Joining…' : 'Join';
  }

  private entry(): Omit<Entry, 'devices'> {
    const data = new FormData(this.element);
    const text = (name: string) => String(data.get(name) ?? '');
    const room = text('room').trim();
    const name = text('name').trim();
    const passphrase = text('passphrase');
    return {
      title: room,
      ticket: () => ticketToRoom(room, name),
      secrecy: passphrase ? { kind: 'passphrase', passphrase } : { kind: 'none' },
      // The passphrase does not stay in the address.
      address: { room, name },
    };
  }
}
