import { element } from '../parts/elements';

/** A labelled text field, with a hint where one helps. */
export function field(label: string, name: string, value: string, attributes: Record<string, string | boolean>, hint = ''): HTMLElement {
  const hintId = `${name}-hint`;
  const described: Record<string, string> = hint ? { 'aria-describedby': hintId } : {};
  return element('div', { class: 'field' },
    element('label', { for: name }, label),
    element('input', { id: name, name, value, type: 'text', ...attributes, ...described }),
    ...(hint ? [element('small', { id: hintId }, hint)] : []));
}
