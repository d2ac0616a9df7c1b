import type { Size } from './layers';

/** How many columns show `count` pictures of 16:9 as large as the space allows. */
export function columnsFor(count: number, space: Size, gap: number): number {
  let best = 1;
  let bestWidth = 0;
  for (let columns = 1; columns <= count; columns++) {
    const width = tileWidth(columns, count, space, gap);
    if (width > bestWidth) {
      best = columns;
      bestWidth = width;
    }
  }
  return best;
}

/** The width of one picture when they stand in that many columns. */
export function tileWidth(columns: number, count: number, space: Size, gap: number): number {
  const rows = Math.ceil(count / columns);
  const byWidth = (space.width - gap * (columns - 1)) / columns;
  const byHeight = ((space.height - gap * (rows - 1)) / rows) * (16 / 9);
  return Math.max(0, Math.floor(Math.min(byWidth, byHeight)));
}
