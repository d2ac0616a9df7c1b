/** Where to connect, and with which right. */
export interface Ticket {
  readonly url: string;
  readonly token: string;
}

/** The server gave no token; the message is for the person at the page. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Asks the server's development endpoint for a token. */
export async function requestTicket(room: string, name: string, ask: typeof fetch = fetch): Promise<Ticket> {
  const answer = await post(room, name, ask);
  if (answer.status === 404) {
    throw new TokenRefused('This server hands out no tokens to this page. It does so only when started in development mode.');
  }
  if (!answer.ok) {
    throw new TokenRefused(`The server refused: ${(await answer.text()).slice(0, 200) || `status ${answer.status}`}`);
  }
  const body: unknown = await answer.json().catch(() => undefined);
  if (!isTicket(body)) {
    throw new TokenRefused('The server answered with something that is no token.');
  }
  return body;
}

async function post(room: string, name: string, ask: typeof fetch): Promise<Response> {
  try {
    return await ask('/meet/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ room, name }),
    });
  } catch {
    throw new TokenRefused('The server can not be reached. Is it running?');
  }
}

function isTicket(body: unknown): body is Ticket {
  return typeof body === 'object' && body !== null && 'url' in body && 'token' in body
    && typeof body.url === 'string' && typeof body.token === 'string';
}
