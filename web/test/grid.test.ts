import { expect, test } from 'vitest';
import { columnsFor, tileWidth } from '../src/call/grid';

const wide = { width: 1600, height: 900 };
const tall = { width: 400, height: 900 };

test('a wide space puts two side by side, a tall one puts one below the other', () => {
  expect(columnsFor(2, wide, 10)).toBe(2);
  expect(columnsFor(2, tall, 10)).toBe(1);
});

test('nobody and a space of no size are no error', () => {
  expect(columnsFor(0, wide, 10)).toBe(1);
  expect(tileWidth(3, 9, { width: 0, height: 0 }, 10)).toBe(0);
});

test('all pictures fit into the space, whatever their number', () => {
  for (const space of [wide, tall]) {
    for (let count = 1; count <= 60; count++) {
      const columns = columnsFor(count, space, 10);
      const width = tileWidth(columns, count, space, 10);
      const rows = Math.ceil(count / columns);
      expect(columns * width + (columns - 1) * 10).toBeLessThanOrEqual(space.width);
      expect((rows * width * 9) / 16 + (rows - 1) * 10).toBeLessThanOrEqual(space.height);
      expect(width).toBeGreaterThan(0);
    }
  }
});
