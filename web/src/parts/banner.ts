import { element } from './elements';

export type Topic = 'connection' | 'device' | 'sound' | 'encryption' | 'keys' | 'rights' | 'hand';

/** What one can do about a banner's text. */
export interface Remedy {
  readonly label: string;
  readonly act: () => void;
}

/** Messages above the pictures, at most one for each topic. */
export class Banner {
  readonly element = element('div', { class: 'banners', role: 'status', 'aria-live': 'polite' });
  private readonly lines = new Map<Topic, HTMLElement>();

  say(topic: Topic, text: string, remedy?: Remedy): void {
    if (this.lines.get(topic)?.dataset.text === text) {
      return;
    }
    this.clear(topic);
    const line = element('p', { class: 'banner', 'data-topic': topic, 'data-text': text }, element('span', {}, text));
    if (remedy) {
      line.append(element('button', { type: 'button', click: remedy.act }, remedy.label));
    }
    this.lines.set(topic, line);
    this.element.append(line);
  }

  clear(topic: Topic): void {
    this.lines.get(topic)?.remove();
    this.lines.delete(topic);
  }

  /** Says what goes away when it was read. */
  sayOnce(topic: Topic, text: string): void {
    this.say(topic, text, { label: 'Close', act: () => this.clear(topic) });
  }
}
