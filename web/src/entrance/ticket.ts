import { type Account, signed } from './account';

/** Where to connect, and with which right. */
export interface Ticket {
  readonly url: string;
  readonly token: string;
}

/** The server gave no token; the message is for the person at the page. */
export class TicketRefused extends Error {
  override readonly name = 'TicketRefused';
}

/** Asks the server's development endpoint for a token to any room. */
export async function ticketToRoom(room: string, name: string, ask: typeof fetch = fetch): Promise<Ticket> {
  const answer = await post('/meet/token', JSON.stringify({ room, name }), {}, ask);
  if (answer.status === 404) {
    throw new TicketRefused('This server hands out no tokens to this page. It does so only when started in development mode.');
  }
  return read(answer);
}

/** Asks for a token to a channel, as somebody who has an account. */
export async function ticketToChannel(account: Account, channel: string, ask: typeof fetch = fetch): Promise<Ticket> {
  const path = '/api/livekit/token';
  const body = JSON.stringify({ channelId: channel });
  return read(await post(path, body, { ...signed(account, path, body) }, ask));
}

async function read(answer: Response): Promise<Ticket> {
  if (!answer.ok) {
    throw new TicketRefused(`The server refused: ${reason(await answer.text()) || `status ${answer.status}`}`);
  }
  const body: unknown = await answer.json().catch(() => undefined);
  if (!isTicket(body)) {
    throw new TicketRefused('The server answered with something that is no token.');
  }
  return body;
}

/** Errors come as text, or as JSON with the text in it. */
function reason(text: string): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    return String(message ?? error ?? text).slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}

async function post(path: string, body: string, headers: Record<string, string>, ask: typeof fetch): Promise<Response> {
  try {
    return await ask(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  } catch {
    throw new TicketRefused('The server can not be reached. Is it running?');
  }
}

function isTicket(body: unknown): body is Ticket {
  return typeof body === 'object' && body !== null && 'url' in body && 'token' in body
    && typeof body.url === 'string' && typeof body.token === 'string';
}
