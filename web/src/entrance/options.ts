/** What somebody wants to join, and as whom. */
export interface JoinOptions {
  readonly room: string;
  readonly name: string;
  /** Empty: no end-to-end encryption. */
  readonly passphrase: string;
}

/** What the page's address asks for: a form filled in, and with `autojoin=1` also sent. */
export interface PageOptions extends JoinOptions {
  readonly autojoin: boolean;
}

export function readOptions(search: string): PageOptions {
  const query = new URLSearchParams(search);
  const text = (key: string) => (query.get(key) ?? '').trim();
  return {
    room: text('room'),
    name: text('name'),
    // As it is: a blank may be part of it.
    passphrase: query.get('passphrase') ?? '',
    autojoin: query.get('autojoin') === '1',
  };
}
