import { type RemoteTrackPublication, VideoQuality } from 'livekit-client';
import { element } from '../parts/elements';

const choices = [
  { quality: VideoQuality.HIGH, label: 'High' },
  { quality: VideoQuality.MEDIUM, label: 'Medium' },
  { quality: VideoQuality.LOW, label: 'Low' },
];

/** Lets one ask for a smaller picture than the best; what is asked for outlives a re-publication of the track. */
export class QualityMenu {
  readonly element: HTMLSelectElement;
  private publication: RemoteTrackPublication | undefined;

  constructor(whose: string) {
    this.element = element('select', { class: 'quality', 'aria-label': `Quality of ${whose}`, change: () => this.apply() },
      ...choices.map(({ quality, label }) => element('option', { value: String(quality) }, label)));
  }

  /** The publication that the menu speaks for now. */
  bind(publication: RemoteTrackPublication): void {
    if (this.publication !== publication) {
      this.publication = publication;
      if (this.chosen() !== VideoQuality.HIGH) {
        this.apply();
      }
    }
  }

  private chosen(): VideoQuality {
    return Number(this.element.value);
  }

  private apply(): void {
    this.publication?.setVideoQuality(this.chosen());
  }
}
