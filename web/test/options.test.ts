import { expect, test } from 'vitest';
import { readOptions } from '../src/entrance/options';

test('the address fills in the form and may send it', () => {
  expect(readOptions('?room=%20standup&name=Ada%20L&passphrase=a+b%20&autojoin=1'))
    .toEqual({ room: 'standup', name: 'Ada L', passphrase: 'a b ', autojoin: true });
});

test('an address without a query asks for nothing', () => {
  expect(readOptions('')).toEqual({ room: '', name: '', passphrase: '', autojoin: false });
});

test('only the digit one joins by itself', () => {
  expect(readOptions('?autojoin=0').autojoin).toBe(false);
  expect(readOptions('?autojoin=true').autojoin).toBe(false);
});
