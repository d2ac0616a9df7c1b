import { expect, test } from 'vitest';
import { signed } from '../src/entrance/account';

const account = { user: 'ann', name: 'Ann', client: '3f6b2c1e-0000-4000-8000-000000000001', secret: '0123456789abcdef'.repeat(4) };
const nonce = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';

test('a request is signed over client, time, nonce, path and body', () => {
  const body = '{"channelId":"c0ffee00-0000-4000-8000-00000000c001"}';
  expect(signed(account, '/api/livekit/token', body, 1762000000000, nonce)).toEqual({
    'X-Client-ID': account.client,
    'X-Timestamp': '1762000000000',
    'X-Nonce': nonce,
    'X-Signature': 'b71fee380291302e4afc7aa74b82ff039e6b2c8d199800b64014de69e134d466',
  });
});

test('without a body the empty text is signed', () => {
  expect(signed(account, '/socket.io/auth', '', 1762000000000, nonce)['X-Signature']).toBe(
    'd15c23c7ff42d99cae63a38d5329bc4e03b3dd0c3948ad7bb406e04ac21fd4f6');
});
