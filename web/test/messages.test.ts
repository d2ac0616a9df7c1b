import { ConnectionError, DisconnectReason } from 'livekit-client';
import { expect, test } from 'vitest';
import { explainDecryption, explainDevice, explainEnd, explainJoin, explainMissingKeys, explainRights, isMissingKey } from '../src/call/messages';
import { TicketRefused } from '../src/entrance/ticket';

const named = (name: string) => Object.assign(new Error('browser text'), { name });

test('what the token endpoint said is passed on as it is', () => {
  expect(explainJoin(new TicketRefused('No.'))).toBe('No.');
});

test('a refusal and a server that can not be reached read differently', () => {
  expect(explainJoin(ConnectionError.notAllowed('room is full', 403))).toBe('The server does not let you in: room is full');
  expect(explainJoin(ConnectionError.serverUnreachable('x'))).toMatch(/could not be reached/u);
  expect(explainJoin(ConnectionError.timeout('x'))).toMatch(/could not be reached/u);
});

test('an unexpected error is shown in its own words', () => {
  expect(explainJoin(new Error('odd'))).toBe('Joining failed: odd');
  expect(explainJoin('odd')).toBe('Joining failed: odd');
});

test('a refused, a missing and a busy device read differently', () => {
  expect(explainDevice('camera', named('NotAllowedError'))).toMatch(/does not allow the camera/u);
  expect(explainDevice('microphone', named('NotFoundError'))).toBe('No microphone was found.');
  expect(explainDevice('camera', named('NotReadableError'))).toMatch(/in use by another program/u);
});

test('closing the question about the screen is no error', () => {
  expect(explainDevice('screen', named('NotAllowedError'))).toBeUndefined();
  expect(explainDevice('screen', named('NotSupportedError'))).toMatch(/can not be shared/u);
});

test('leaving, being removed and losing the connection read differently', () => {
  const texts = [DisconnectReason.CLIENT_INITIATED, DisconnectReason.PARTICIPANT_REMOVED, DisconnectReason.DUPLICATE_IDENTITY,
    DisconnectReason.SERVER_SHUTDOWN, DisconnectReason.ROOM_DELETED, undefined].map(explainEnd);
  expect(new Set(texts).size).toBe(texts.length);
});

test('a missing passphrase and a wrong one read differently', () => {
  expect(explainDecryption(new Error('encrypted track, but room does not have encryption enabled'))).toMatch(/join again with the passphrase/u);
  expect(explainDecryption(new Error('decryption failed'))).toMatch(/another passphrase/u);
});

test('a key that is not there yet is told from a wrong one', () => {
  expect(isMissingKey(new Error('missing key at index 0 for participant ann'))).toBe(true);
  expect(isMissingKey(new Error('Decryption failed'))).toBe(false);
});

test('those without keys are named, however many they are', () => {
  expect(explainMissingKeys(['Eve'])).toContain('with Eve:');
  expect(explainMissingKeys(['Ann', 'Bob', 'Eve'])).toContain('with Ann, Bob and Eve:');
});

test('only what somebody may not do is worth a word', () => {
  expect(explainRights({ canPublish: true, canSubscribe: true })).toBeUndefined();
  expect(explainRights({ canPublish: false, canSubscribe: true })).toBe('You may only watch and listen here.');
  expect(explainRights({ canPublish: true, canSubscribe: false })).toMatch(/not see or hear others/u);
  expect(explainRights({ canPublish: false, canSubscribe: false })).toMatch(/neither/u);
});
