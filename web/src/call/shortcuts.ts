/** What a key with Alt does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens to Alt and a letter until the returned function is called. By position on the keyboard: Alt makes other letters on some systems. */
export function listenToShortcuts(shortcuts: Shortcuts): () => void {
  const pressed = (event: KeyboardEvent) => {
    const act = event.altKey && !event.ctrlKey && !event.metaKey ? shortcuts[event.code] : undefined;
    if (act) {
      event.preventDefault();
      act();
    }
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
