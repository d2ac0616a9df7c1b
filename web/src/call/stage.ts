import { type Participant, type Room, RoomEvent, Track } from 'livekit-client';
import { element } from '../parts/elements';
import { columnsFor, tileWidth } from './grid';
import { mainPicture } from './layout';
import { changesOfParticipants, everybodyIn } from './participants';
import { Tile } from './tile';

const gap = 10;

/** Every change of these may change what a tile shows. */
const changes = [
  ...changesOfParticipants,
  RoomEvent.TrackSubscribed, RoomEvent.TrackUnsubscribed, RoomEvent.TrackStreamStateChanged,
  RoomEvent.ActiveSpeakersChanged, RoomEvent.ParticipantEncryptionStatusChanged, RoomEvent.Connected,
] as const;

/** All pictures alike, or one of them large. */
export type View = 'grid' | 'speaker';

/** The pictures of everybody, as large as the space allows. */
export class Stage {
  readonly element = element('section', { class: 'stage', 'aria-label': 'Participants' });
  private readonly tiles = new Map<string, Tile>();
  private readonly resizes = new ResizeObserver(() => this.arrange());
  private readonly clock: number;
  private pinned = '';
  private shape: View = 'grid';

  constructor(private readonly room: Room) {
    for (const change of changes) {
      room.on(change, () => this.update());
    }
    this.resizes.observe(this.element);
    this.clock = window.setInterval(() => this.tiles.forEach((tile) => void tile.measure()), 1000);
  }

  get view(): View {
    return this.shape;
  }

  set view(view: View) {
    this.shape = view;
    this.arrange();
  }

  /** The tile with somebody's camera. */
  tileOf(identity: string): HTMLElement | undefined {
    return [...this.tiles.values()].find((tile) => tile.shows(identity))?.element;
  }

  update(): void {
    const wanted = this.wanted();
    for (const [key, tile] of this.tiles) {
      if (!wanted.has(key)) {
        tile.dispose();
        this.tiles.delete(key);
      }
    }
    for (const [key, make] of wanted) {
      if (!this.tiles.has(key)) {
        const tile = make();
        this.tiles.set(key, tile);
        this.element.append(tile.element);
      }
    }
    this.tiles.forEach((tile) => tile.update());
    this.arrange();
  }

  dispose(): void {
    window.clearInterval(this.clock);
    this.resizes.disconnect();
    this.tiles.forEach((tile) => tile.dispose());
  }

  /** A tile for everybody, and one more for each shared screen. */
  private wanted(): Map<string, () => Tile> {
    const wanted = new Map<string, () => Tile>();
    const want = (participant: Participant, source: Track.Source) => {
      // A participant who came back is another one, though of the same identity.
      const key = `${participant.sid}/${participant.identity}/${source}`;
      wanted.set(key, () => new Tile(this.room, participant, source, () => this.pin(key)));
    };
    for (const participant of everybodyIn(this.room)) {
      want(participant, Track.Source.Camera);
      if (participant.getTrackPublication(Track.Source.ScreenShare)) {
        want(participant, Track.Source.ScreenShare);
      }
    }
    return wanted;
  }

  /** What is pinned is large, in a view that has a large picture. */
  private pin(key: string): void {
    this.pinned = this.pinned === key ? '' : key;
    this.view = this.pinned ? 'speaker' : this.view;
  }

  private arrange(): void {
    const main = this.shape === 'speaker' ? mainPicture([...this.tiles].map(([key, tile]) => ({ key, pinned: key === this.pinned, ...tile.standing() }))) : undefined;
    for (const [key, tile] of this.tiles) {
      tile.element.classList.toggle('main', key === main);
      tile.showPinned(key === this.pinned);
    }
    const others = this.tiles.size - 1;
    this.element.dataset.view = main === undefined ? 'grid' : others ? 'speaker' : 'alone';
    const space = { width: this.element.clientWidth, height: this.element.clientHeight };
    const columns = columnsFor(this.tiles.size, space, gap);
    this.element.style.setProperty('--height', `${space.height}px`);
    this.element.style.setProperty('--gap', `${gap}px`);
    this.element.style.setProperty('--columns', String(columns));
    const tile = tileWidth(columns, this.tiles.size, space, gap);
    this.element.style.setProperty('--tile', `${tile}px`);
    // Room for as many columns as were reckoned and no more; half a pixel for what rounding takes.
    this.element.style.setProperty('--inset', `${Math.max(0, (space.width - columns * tile - (columns - 1) * gap) / 2 - 0.5)}px`);
  }
}
