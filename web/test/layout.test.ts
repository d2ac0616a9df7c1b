import { expect, test } from 'vitest';
import { type Candidate, mainPicture } from '../src/call/layout';

const picture = (key: string, more: Partial<Candidate> = {}): Candidate => ({ key, screen: false, local: false, pinned: false, spokeAt: 0, ...more });
const me = picture('me', { local: true });

test('alone one sees oneself', () => {
  expect(mainPicture([me])).toBe('me');
  expect(mainPicture([])).toBeUndefined();
});

test('whoever spoke last is large, and the first until somebody speaks', () => {
  expect(mainPicture([me, picture('ann'), picture('bob')])).toBe('ann');
  expect(mainPicture([picture('ann', { spokeAt: 5 }), picture('bob', { spokeAt: 9 }), { ...me, spokeAt: 20 }])).toBe('bob');
});

test('a screen goes before faces, but not one’s own', () => {
  expect(mainPicture([picture('ann', { spokeAt: 9 }), picture('screen', { screen: true })])).toBe('screen');
  expect(mainPicture([picture('ann'), picture('mine', { screen: true, local: true })])).toBe('ann');
});

test('what was pinned goes before all', () => {
  expect(mainPicture([picture('screen', { screen: true }), { ...me, pinned: true }])).toBe('me');
});
