import { expect, test } from 'vitest';
import { layerOf } from '../src/call/layers';

const announced = [
  { quality: 0, width: 320, height: 180 },
  { quality: 1, width: 640, height: 360 },
  { quality: 2, width: 1280, height: 720 },
];

test('a picture belongs to the announced layer of its size', () => {
  expect(layerOf({ width: 320, height: 180 }, announced)).toBe('low');
  expect(layerOf({ width: 640, height: 360 }, announced)).toBe('medium');
  expect(layerOf({ width: 1280, height: 720 }, announced)).toBe('high');
});

test('a picture of another size, or turned, belongs to the nearest', () => {
  expect(layerOf({ width: 960, height: 540 }, announced)).toBe('high');
  expect(layerOf({ width: 316, height: 176 }, announced)).toBe('low');
  expect(layerOf({ width: 360, height: 640 }, announced)).toBe('medium');
});

test('a single layer needs no name, and layers without a size can not be told apart', () => {
  expect(layerOf({ width: 640, height: 360 }, announced.slice(0, 1))).toBeUndefined();
  expect(layerOf({ width: 640, height: 360 }, announced.map((layer) => ({ ...layer, width: 0 })))).toBeUndefined();
});
