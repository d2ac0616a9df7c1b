import { type Room, RoomEvent } from 'livekit-client';
import { element } from '../parts/elements';
import { nameOf } from './participants';

export const emoji = [
  ['👍', 'thumbs up'], ['👏', 'applause'], ['😂', 'laughing'], ['❤️', 'heart'], ['🎉', 'party'], ['😮', 'surprised'],
] as const;

const topic = 'sluice.reaction';
const shownMillis = 4_000;

/** Small signs that somebody shows for a moment. Lossy messages would do, but a joke should not get lost. */
export class Reactions {
  /** The buttons one chooses from. */
  readonly menu = element('div', { class: 'reactions', role: 'group', 'aria-label': 'Reactions', hidden: true });
  /** For those who hear the page. */
  readonly announcements = element('p', { class: 'for-screen-readers', role: 'status', 'aria-live': 'polite' });

  constructor(private readonly room: Room, private readonly tileOf: (identity: string) => HTMLElement | undefined) {
    this.menu.append(...emoji.map(([sign, name]) =>
      element('button', { type: 'button', title: name, 'aria-label': name, click: () => void this.send(sign) }, sign)));
    room.on(RoomEvent.DataReceived, (payload, participant, _kind, of) => {
      if (of === topic && participant) {
        this.show(participant.identity, nameOf(participant), new TextDecoder().decode(payload));
      }
    });
  }

  private async send(sign: string): Promise<void> {
    this.show(this.room.localParticipant.identity, 'You', sign);
    await this.room.localParticipant.publishData(new TextEncoder().encode(sign), { reliable: true, topic });
  }

  /** Only what is in the menu is shown: anything else may come from a hostile page. */
  private show(identity: string, who: string, sign: string): void {
    const known = emoji.find(([each]) => each === sign);
    if (!known) {
      return;
    }
    this.announcements.textContent = `${who}: ${known[1]}`;
    const floating = element('span', { class: 'reaction', 'aria-hidden': 'true' }, sign);
    this.tileOf(identity)?.append(floating);
    window.setTimeout(() => floating.remove(), shownMillis);
  }
}
