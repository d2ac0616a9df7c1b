import { ConnectionQuality } from 'livekit-client';
import { element } from '../parts/elements';

const meanings: Record<ConnectionQuality, { readonly bars: number; readonly text: string }> = {
  [ConnectionQuality.Excellent]: { bars: 3, text: 'connection: excellent' },
  [ConnectionQuality.Good]: { bars: 2, text: 'connection: good' },
  [ConnectionQuality.Poor]: { bars: 1, text: 'connection: poor' },
  [ConnectionQuality.Lost]: { bars: 0, text: 'connection: lost' },
  [ConnectionQuality.Unknown]: { bars: 0, text: 'connection: not known yet' },
};

/** Three bars for how well somebody is connected. */
export class ConnectionBars {
  readonly element = element('span', { class: 'bars', role: 'img' }, element('i'), element('i'), element('i'));

  show(quality: ConnectionQuality): void {
    const { bars, text } = meanings[quality];
    this.element.dataset.bars = String(bars);
    this.element.dataset.quality = quality;
    this.element.setAttribute('aria-label', text);
    this.element.title = text;
  }
}
