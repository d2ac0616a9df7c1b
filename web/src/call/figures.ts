import { layerOf, type AnnouncedLayer, type Size } from './layers';

/** Counters of one received video track at one moment, as the browser keeps them. */
export interface Counters extends Size {
  readonly atMillis: number;
  readonly bytes: number;
  readonly frames: number;
}

/** One line about a received picture, such as "640×360 · medium · 24 fps · 810 kbit/s". */
export function describe(now: Counters, before: Counters | undefined, layers: readonly AnnouncedLayer[]): string {
  if (!now.width || !now.height) {
    return '';
  }
  const parts = [`${now.width}×${now.height}`];
  const layer = layerOf(now, layers);
  if (layer) {
    parts.push(layer);
  }
  // Counters that went back are those of a new receiver.
  if (before && now.atMillis > before.atMillis && now.bytes >= before.bytes && now.frames >= before.frames) {
    const seconds = (now.atMillis - before.atMillis) / 1000;
    parts.push(`${Math.round((now.frames - before.frames) / seconds)} fps`);
    parts.push(`${Math.round(((now.bytes - before.bytes) * 8) / seconds / 1000)} kbit/s`);
  }
  return parts.join(' · ');
}
