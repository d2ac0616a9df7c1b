import { expect, test } from 'vitest';
import { ticketToRoom, TicketRefused } from '../src/entrance/ticket';

/** A server that gives that one answer, and keeps what it was asked. */
function answering(answer: () => Response) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const ask: typeof fetch = async (url, init) => {
    asked.push({ url: String(url), init });
    return answer();
  };
  return { ask, asked };
}

async function refusal(answer: () => Response): Promise<string> {
  const error = await ticketToRoom('r', 'n', answering(answer).ask).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TicketRefused);
  return (error as TicketRefused).message;
}

test('it asks for room and name, and takes address and token', async () => {
  const { ask, asked } = answering(() => Response.json({ token: 't', url: 'ws://x' }));
  expect(await ticketToRoom('standup', 'Ada', ask)).toEqual({ token: 't', url: 'ws://x' });
  expect(asked[0]!.url).toBe('/meet/token');
  expect(asked[0]!.init?.method).toBe('POST');
  expect(JSON.parse(String(asked[0]!.init?.body))).toEqual({ room: 'standup', name: 'Ada' });
});

test('a server without the endpoint is told from one that refuses', async () => {
  expect(await refusal(() => new Response('', { status: 404 }))).toMatch(/development mode/u);
  expect(await refusal(() => new Response('name too long', { status: 400 }))).toBe('The server refused: name too long');
  expect(await refusal(() => new Response('', { status: 500 }))).toBe('The server refused: status 500');
});

test('an answer that is no ticket is refused', async () => {
  for (const body of ['', 'null', '[]', '{"token":"t"}', '{"token":1,"url":"ws://x"}', '<html>']) {
    expect(await refusal(() => new Response(body))).toMatch(/no token/u);
  }
});

test('a broken line says that the server can not be reached', async () => {
  const ask: typeof fetch = () => Promise.reject(new TypeError('failed to fetch'));
  await expect(ticketToRoom('r', 'n', ask)).rejects.toThrow(/can not be reached/u);
});
