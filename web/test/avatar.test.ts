import { expect, test } from 'vitest';
import { hueOf, initialsOf } from '../src/parts/avatar';

test('the initials are those of the first and the last name', () => {
  expect(initialsOf('ada king lovelace')).toBe('AL');
  expect(initialsOf('  bob ')).toBe('B');
});

test('a name of blanks or nothing still shows something', () => {
  expect(initialsOf('')).toBe('?');
  expect(initialsOf('   ')).toBe('?');
});

test('a letter outside the basic plane is not cut in half', () => {
  expect(initialsOf('😀 x')).toBe('😀X');
});

test('a name keeps its colour, and the colour is one', () => {
  for (const name of ['', 'a', 'somebody with a long name', '😀']) {
    expect(hueOf(name)).toBe(hueOf(name));
    expect(hueOf(name)).toBeGreaterThanOrEqual(0);
    expect(hueOf(name)).toBeLessThan(360);
  }
  expect(hueOf('ada')).not.toBe(hueOf('bob'));
});
