import { expect, test } from 'vitest';
import { claimsOf, Moderator } from '../src/call/moderator';

const token = (claims: object) => `x.${btoa(JSON.stringify(claims)).replace(/\+/gu, '-').replace(/\//gu, '_').replace(/=/gu, '')}.y`;

test('only the administrator of the room moderates', () => {
  expect(Moderator.of({ url: 'ws://x', token: token({ video: { room: 'r', roomAdmin: true } }) })).toBeDefined();
  expect(Moderator.of({ url: 'ws://x', token: token({ video: { room: 'r' } }) })).toBeUndefined();
  expect(Moderator.of({ url: 'ws://x', token: token({ video: { roomAdmin: true } }) })).toBeUndefined();
});

test('what is no token claims nothing', () => {
  for (const text of ['', 'a.b', 'a.!!.c', `a.${btoa('no json')}.c`]) {
    expect(claimsOf(text)).toEqual({});
  }
});
