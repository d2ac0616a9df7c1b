import { element } from './elements';
import type { JoinOptions } from './options';

/** The form one fills in to enter a room. */
export class JoinView {
  readonly element: HTMLElement;
  private readonly notice = element('p', { class: 'notice', role: 'alert' });
  private readonly button = element('button', { type: 'submit', class: 'primary' }, 'Join');
  private readonly form: HTMLFormElement;

  constructor(known: JoinOptions, submit: (options: JoinOptions) => void) {
    this.form = element(
      'form',
      {
        submit: (event) => {
          event.preventDefault();
          submit(this.read());
        },
      },
      field('Room', 'room', known.room, { required: true, maxlength: '256', placeholder: 'for example: standup' }),
      field('Your name', 'name', known.name, { required: true, maxlength: '128', autocomplete: 'name' }),
      field('Passphrase', 'passphrase', known.passphrase, { type: 'password', autocomplete: 'off' },
        'Optional. Whoever has it can see and hear you; the server can not.'),
      this.button,
      this.notice,
    );
    this.element = element('main', { class: 'join' }, element('h1', {}, 'Join a meeting'), this.form);
  }

  read(): JoinOptions {
    const data = new FormData(this.form);
    const text = (name: string) => String(data.get(name) ?? '');
    return { room: text('room').trim(), name: text('name').trim(), passphrase: text('passphrase') };
  }

  say(text: string): void {
    this.notice.textContent = text;
  }

  setBusy(busy: boolean): void {
    this.button.disabled = busy;
    this.button.textContent = busy ? 'Joining…' : 'Join';
    if (busy) {
      this.say('');
    }
  }
}

function field(label: string, name: string, value: string, attributes: Record<string, string | boolean>, hint = ''): HTMLElement {
  const hintId = `${name}-hint`;
  const described: Record<string, string> = hint ? { 'aria-describedby': hintId } : {};
  return element('div', { class: 'field' },
    element('label', { for: name }, label),
    element('input', { id: name, name, value, type: 'text', ...attributes, ...described }),
    ...(hint ? [element('small', { id: hintId }, hint)] : []));
}
