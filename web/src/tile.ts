import { LocalVideoTrack, type Participant, RemoteTrackPublication, Track, type VideoTrack } from 'livekit-client';
import { avatar } from './avatar';
import { ConnectionBars } from './connection-bars';
import { element } from './elements';
import { icon } from './icons';
import { QualityMenu } from './quality-menu';
import { ReceivedPicture } from './received-picture';

/** One picture of one participant: the camera or the screen, or the initials where there is no picture. */
export class Tile {
  readonly element: HTMLElement;
  private readonly name: string;
  private readonly video = element('video', { playsinline: true, autoplay: true, muted: true });
  private readonly marks = element('span', { class: 'marks' });
  private readonly bars = new ConnectionBars();
  private readonly figures = element('span', { class: 'figures' });
  private readonly state = element('p', { class: 'state' });
  private readonly menu: QualityMenu;
  private readonly picture = new ReceivedPicture();
  private track: VideoTrack | undefined;

  constructor(private readonly participant: Participant, private readonly source: Track.Source) {
    const who = participant.name || participant.identity;
    this.name = this.isScreen() ? `${who}'s screen` : participant.isLocal ? `${who} (you)` : who;
    this.menu = new QualityMenu(this.name);
    // Also as a property: the attribute alone does not mute an element made by script.
    this.video.muted = true;
    this.element = element('article', { class: 'tile', 'data-identity': participant.identity, 'data-source': source, 'aria-label': this.name },
      avatar(who), this.video, this.state,
      element('div', { class: 'above' }, this.figures, ...(participant.isLocal ? [] : [this.menu.element])),
      element('div', { class: 'caption' }, this.marks, element('span', { class: 'name' }, this.name), this.bars.element));
    this.element.classList.toggle('mirrored', participant.isLocal && !this.isScreen());
    this.element.classList.toggle('screen', this.isScreen());
  }

  /** Shows the participant as it is now. */
  update(): void {
    const publication = this.participant.getTrackPublication(this.source);
    if (publication instanceof RemoteTrackPublication) {
      this.menu.bind(publication);
    }
    this.show(publication?.videoTrack);
    const visible = this.track !== undefined && !publication!.isMuted;
    const paused = visible && this.track!.streamState === Track.StreamState.Paused;
    this.video.hidden = !visible;
    this.menu.element.hidden = !visible;
    this.state.textContent = paused ? 'Paused: the connection is too slow for this picture' : '';
    this.element.dataset.picture = visible ? (paused ? 'paused' : 'shown') : 'none';
    this.element.classList.toggle('speaking', this.participant.isSpeaking && !this.isScreen());
    this.bars.show(this.participant.connectionQuality);
    this.mark();
  }

  /** Once a second: what arrives of the picture. */
  async measure(): Promise<void> {
    const publication = this.participant.getTrackPublication(this.source);
    this.figures.textContent = this.track === undefined || publication === undefined || this.video.hidden
      ? ''
      : this.track instanceof LocalVideoTrack
        ? sizeOf(this.track)
        : await this.picture.measure(this.track, publication);
  }

  dispose(): void {
    this.show(undefined);
    this.element.remove();
  }

  private show(track: VideoTrack | undefined): void {
    if (this.track !== track) {
      this.track?.detach(this.video);
      track?.attach(this.video);
      this.track = track;
    }
  }

  private mark(): void {
    const marks: Node[] = [];
    if (!this.isScreen() && !this.participant.isMicrophoneEnabled) {
      marks.push(mark('microphone', true, 'muted'));
    }
    if (this.participant.isEncrypted) {
      marks.push(mark('lock', false, 'encrypted end to end'));
    }
    this.marks.replaceChildren(...marks);
  }

  private isScreen(): boolean {
    return this.source === Track.Source.ScreenShare;
  }
}

function mark(name: 'microphone' | 'lock', struck: boolean, meaning: string): HTMLElement {
  return element('span', { role: 'img', 'aria-label': meaning, title: meaning, 'data-mark': meaning }, icon(name, struck));
}

function sizeOf(track: LocalVideoTrack): string {
  const { width, height } = track.mediaStreamTrack.getSettings();
  return width && height ? `${width}×${height}` : '';
}
