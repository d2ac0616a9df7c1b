import type { Room } from 'livekit-client';
import { element } from '../parts/elements';
import { messageOf } from '../parts/failure';
import type { IconName } from '../parts/icons';
import type { Panel } from './side';

/** The topic by which LiveKit's own components chat, so that one can chat with them. */
const topic = 'lk.chat';
const longestMessage = 4_000;
const keptMessages = 500;

/** Text messages to everybody in the call; nobody keeps them. */
export class Chat implements Panel {
  readonly name = 'chat';
  readonly title = 'Chat';
  readonly icon: IconName = 'chat';
  readonly element: HTMLElement;
  private readonly list = element('ol', { class: 'messages' });
  private readonly log = element('div', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0' }, this.list);
  private readonly input = element('textarea', { rows: '2', 'aria-label': 'Message to everybody', placeholder: 'Message to everybody', maxlength: String(longestMessage) });
  private readonly notice = element('p', { class: 'notice', role: 'alert' });

  /** @param arrived called with each message of somebody else */
  constructor(private readonly room: Room, arrived: () => void) {
    const form = element('form', { submit: (event) => (event.preventDefault(), void this.send()) },
      this.input, element('button', { type: 'submit', class: 'primary' }, 'Send'));
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    this.element = element('div', { class: 'chat' }, this.log, this.notice, form);
    room.registerTextStreamHandler(topic, async (reader, { identity }) => {
      const text = await reader.readAll().catch(() => undefined);
      if (text) {
        this.add(this.room.getParticipantByIdentity(identity)?.name || identity, text, false);
        arrived();
      }
    });
  }

  shown(): void {
    this.input.focus();
    this.log.scrollTop = this.log.scrollHeight;
  }

  private async send(): Promise<void> {
    const text = this.input.value.trim();
    if (!text) {
      return;
    }
    try {
      await this.room.localParticipant.sendText(text, { topic });
      this.input.value = '';
      this.notice.textContent = '';
      this.add('You', text, true);
    } catch (error) {
      this.notice.textContent = `The message was not sent: ${messageOf(error)}`;
    }
  }

  private add(who: string, text: string, own: boolean): void {
    const time = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    this.list.append(element('li', { class: own ? 'own' : '' },
      element('span', { class: 'who' }, who), element('time', {}, time), element('p', {}, text.slice(0, longestMessage))));
    while (this.list.childElementCount > keptMessages) {
      this.list.firstElementChild!.remove();
    }
    this.log.scrollTop = this.log.scrollHeight;
  }
}
