import { expect, test } from 'vitest';
import { describe as line } from '../src/call/figures';

const first = { width: 640, height: 360, atMillis: 1000, bytes: 10_000, frames: 100 };
const second = { ...first, atMillis: 3000, bytes: 60_000, frames: 148 };
const layers = [
  { quality: 0, width: 320, height: 180 },
  { quality: 1, width: 640, height: 360 },
];

test('two readings give frames and bits for each second between them', () => {
  expect(line(second, first, layers)).toBe('640×360 · medium · 24 fps · 200 kbit/s');
});

test('the first reading gives only the size', () => {
  expect(line(first, undefined, [])).toBe('640×360');
});

test('before the first picture there is nothing to say', () => {
  expect(line({ ...first, width: 0, height: 0 }, undefined, layers)).toBe('');
});

test('counters that went back are not compared', () => {
  expect(line({ ...second, bytes: 5 }, first, [])).toBe('640×360');
  expect(line({ ...second, frames: 5 }, first, [])).toBe('640×360');
});

test('two readings of the same moment are not divided by nothing', () => {
  expect(line({ ...second, atMillis: 1000 }, first, [])).toBe('640×360');
});
