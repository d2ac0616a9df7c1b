import { element } from './elements';

/** What stands where a picture would: initials on a colour that stays the same for a name. */
export function avatar(name: string): HTMLElement {
  const made = element('div', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(name));
  made.style.setProperty('--hue', String(hueOf(name)));
  return made;
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return letters.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase() || '?';
}

export function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7);
}
