import { LocalVideoTrack, type Participant, RemoteTrackPublication, type Room, Track, type VideoTrack } from 'livekit-client';
import { avatar } from '../parts/avatar';
import { ConnectionBars } from './connection-bars';
import { element } from '../parts/elements';
import { icon } from '../parts/icons';
import { handOf } from './hand';
import { nameOf } from './participants';
import { QualityMenu } from './quality-menu';
import { isReadable } from './readable';
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
  private readonly pin: HTMLButtonElement;
  private track: VideoTrack | undefined;
  private spokeAt = 0;

  constructor(private readonly room: Room, private readonly participant: Participant, private readonly source: Track.Source, pin: () => void) {
    const who = nameOf(participant);
    this.name = this.isScreen() ? `${who}'s screen` : participant.isLocal ? `${who} (you)` : who;
    this.menu = new QualityMenu(this.name);
    this.pin = element('button', { type: 'button', class: 'pin', 'aria-pressed': 'false', 'aria-label': `Pin ${this.name}`, title: 'Show large', click: pin }, icon('pin'));
    // Also as a property: the attribute alone does not mute an element made by script.
    this.video.muted = true;
    this.element = element('article', { class: 'tile', 'data-identity': participant.identity, 'data-source': source, 'aria-label': this.name },
      avatar(who), this.video, this.state,
      element('div', { class: 'above' }, this.figures, this.pin, ...(participant.isLocal ? [] : [this.menu.element])),
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
    const readable = isReadable(this.room, publication);
    this.show(readable ? publication?.videoTrack : undefined);
    const visible = this.track !== undefined && !publication!.isMuted;
    const paused = visible && this.track!.streamState === Track.StreamState.Paused;
    this.video.hidden = !visible;
    this.menu.element.hidden = !visible;
    this.state.textContent = !readable ? 'Encrypted, and you have no key' : paused ? 'Paused: the connection is too slow for this picture' : '';
    this.element.dataset.picture = visible ? (paused ? 'paused' : 'shown') : 'none';
    const speaking = this.participant.isSpeaking && !this.isScreen();
    this.spokeAt = speaking ? Date.now() : this.spokeAt;
    this.element.classList.toggle('speaking', speaking);
    this.bars.show(this.participant.connectionQuality);
    this.mark();
  }

  /** Whether it is the camera of that participant. */
  shows(identity: string): boolean {
    return this.participant.identity === identity && !this.isScreen();
  }

  /** What counts when a large picture is chosen. */
  standing(): { screen: boolean; local: boolean; spokeAt: number } {
    return { screen: this.isScreen(), local: this.participant.isLocal, spokeAt: this.spokeAt };
  }

  showPinned(pinned: boolean): void {
    this.pin.setAttribute('aria-pressed', String(pinned));
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
    if (!this.isScreen() && handOf(this.participant)) {
      marks.push(mark('hand', false, 'hand raised'));
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

function mark(name: 'microphone' | 'lock' | 'hand', struck: boolean, meaning: string): HTMLElement {
  return element('span', { role: 'img', 'aria-label': meaning, title: meaning, 'data-mark': meaning }, icon(name, struck));
}

function sizeOf(track: LocalVideoTrack): string {
  const { width, height } = track.mediaStreamTrack.getSettings();
  return width && height ? `${width}×${height}` : '';
}
