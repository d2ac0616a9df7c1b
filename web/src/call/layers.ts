import { VideoQuality } from 'livekit-client';

/** Width and height of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the publisher announced of one of its simulcast or SVC layers. */
export interface AnnouncedLayer extends Size {
  /** LiveKit's number for it, as the server sends it: also of a quality that this client does not know. */
  readonly quality: number;
}

const names: Record<number, string> = {
  [VideoQuality.LOW]: 'low',
  [VideoQuality.MEDIUM]: 'medium',
  [VideoQuality.HIGH]: 'high',
};

/**
 * The name of the layer a received picture belongs to: the announced one that is nearest in area, because encoders round
 * sizes and shrink them under load. Undefined when there is only one layer, or none has a size.
 */
export function layerOf(frame: Size, announced: readonly AnnouncedLayer[]): string | undefined {
  const sized = announced.filter((layer) => layer.width > 0 && layer.height > 0);
  if (sized.length < 2) {
    return undefined;
  }
  const distance = (layer: Size) => Math.abs(Math.log((layer.width * layer.height) / (frame.width * frame.height)));
  const nearest = sized.reduce((best, layer) => (distance(layer) < distance(best) ? layer : best));
  return names[nearest.quality];
}
