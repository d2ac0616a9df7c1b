import { element } from './elements';
import { icon } from './icons';

const place = 'sluice.theme';

/** Light or dark as the system wants it, until somebody wants the other one. */
export function themeButton(): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'opener', 'data-action': 'theme', click: () => change() }, icon('theme'));
  const label = () => {
    const text = isDark() ? 'Light colours' : 'Dark colours';
    button.setAttribute('aria-label', text);
    button.title = text;
  };
  const change = () => {
    localStorage.setItem(place, isDark() ? 'light' : 'dark');
    applyTheme();
    label();
  };
  label();
  return button;
}

/** To be called before anything is shown. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(place);
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
