import { element } from '../parts/elements';
import { icon, type IconName } from '../parts/icons';

/** Something that opens beside the pictures. */
export interface Panel {
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  readonly element: HTMLElement;
  /** Called when it opens. */
  shown?(): void;
  hidden?(): void;
}

/** The place beside the pictures, where at most one panel is open, and the buttons that open them. */
export class Side {
  readonly element = element('aside', { class: 'side', hidden: true });
  readonly buttons: HTMLElement;
  private readonly openers = new Map<Panel, HTMLButtonElement>();
  private open: Panel | undefined;

  constructor(panels: readonly Panel[], private readonly resized: () => void) {
    for (const panel of panels) {
      const opener = element('button', { type: 'button', class: 'opener', 'data-panel': panel.name, 'aria-expanded': 'false', 'aria-label': panel.title, title: panel.title, click: () => this.toggle(panel) },
        icon(panel.icon));
      this.openers.set(panel, opener);
    }
    this.buttons = element('div', { class: 'openers', role: 'group', 'aria-label': 'Panels' }, ...this.openers.values());
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.open) {
        this.openers.get(this.open)?.focus();
        this.toggle(this.open);
      }
    });
  }

  isOpen(panel: Panel): boolean {
    return this.open === panel;
  }

  /** Opens a panel, or closes it when it is the open one. */
  toggle(panel: Panel): void {
    const before = this.open;
    before?.hidden?.();
    this.open = before === panel ? undefined : panel;
    for (const [each, opener] of this.openers) {
      opener.setAttribute('aria-expanded', String(each === this.open));
    }
    this.element.hidden = this.open === undefined;
    if (this.open) {
      const close = element('button', { type: 'button', class: 'close', 'aria-label': `Close ${panel.title.toLowerCase()}`, click: () => this.toggle(panel) }, icon('close'));
      this.element.setAttribute('aria-label', panel.title);
      this.element.replaceChildren(element('header', {}, element('h2', {}, panel.title), close), panel.element);
      this.open.shown?.();
    }
    this.resized();
  }

  /** A number on a panel's button, such as that of unread messages; 0 for none. */
  badge(panel: Panel, count: number): void {
    const opener = this.openers.get(panel);
    if (opener) {
      opener.dataset.badge = count ? String(count) : '';
      opener.setAttribute('aria-label', count ? `${panel.title}, ${count} new` : panel.title);
    }
  }
}
