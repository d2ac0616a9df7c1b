type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

/**
 * Makes an element. An attribute that is a function listens to the event of that name; `true` sets an empty attribute and
 * `false` none. Text becomes text nodes, so nothing that participants send is read as HTML.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name, value);
    } else if (value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children);
  return made;
}
