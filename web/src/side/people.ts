import { type Participant, Track } from 'livekit-client';
import { ConnectionBars } from '../call/connection-bars';
import { handOf } from '../call/hand';
import { everybodyIn, nameOf } from '../call/participants';
import { type Moderator, NotModerator } from '../call/moderator';
import type { Call } from '../call/session';
import { avatar } from '../parts/avatar';
import { element } from '../parts/elements';
import { messageOf } from '../parts/failure';
import { icon, type IconName } from '../parts/icons';
import type { Panel } from './side';

/** Who is in the call: raised hands first, with fingerprints where keys are exchanged, and what an owner may do. */
export class People implements Panel {
  readonly name = 'people';
  readonly title = 'People';
  readonly icon: IconName = 'people';
  readonly element = element('div', { class: 'people', role: 'group', 'aria-label': 'People in the call', tabindex: '0' });
  private readonly own = element('p', { class: 'own-fingerprint' });
  private readonly list = element('ul', { 'aria-label': 'People in the call' });
  private readonly notice = element('p', { class: 'notice', role: 'alert' });

  private moderator: Moderator | undefined;

  constructor(private readonly call: Call) {
    this.moderator = call.moderator;
    this.element.append(this.list, this.own, this.notice);
  }

  update(): void {
    const { room, secrecy } = this.call;
    const everybody = everybodyIn(room);
    // An unraised hand comes after all raised ones; the sort keeps the order of the others.
    everybody.sort((one, other) => (handOf(one) || Infinity) - (handOf(other) || Infinity) || 0);
    this.keepFocus(() => this.list.replaceChildren(...everybody.map((each) => this.row(each))));
    this.own.textContent = secrecy.fingerprint ? `Your fingerprint: ${secrecy.fingerprint}` : '';
  }

  private row(participant: Participant): HTMLElement {
    const who = nameOf(participant);
    const bars = new ConnectionBars();
    bars.show(participant.connectionQuality);
    const row = element('li', { 'data-identity': participant.identity },
      avatar(who),
      element('div', { class: 'person' },
        element('span', { class: 'name' }, participant.isLocal ? `${who} (you)` : who),
        ...this.secrecyOf(participant)),
      element('span', { class: 'signs' }, ...signsOf(participant), bars.element));
    if (this.moderator && !participant.isLocal) {
      row.append(this.powersOver(this.moderator, participant, who));
    }
    return row;
  }

  private secrecyOf(participant: Participant): HTMLElement[] {
    const keys = participant.isLocal ? undefined : this.call.secrecy.keysOf(participant.identity);
    if (!keys) {
      return [];
    }
    const text = keys.changed ? 'New identity. Compare: ' : keys.secured ? '' : 'Exchanging keys… ';
    return [element('small', { class: 'fingerprint', 'data-keys': keys.changed ? 'changed' : keys.secured ? 'secured' : 'waiting' }, text + keys.fingerprint)];
  }

  private powersOver(moderator: Moderator, participant: Participant, who: string): HTMLElement {
    const microphone = participant.getTrackPublication(Track.Source.Microphone);
    return element('span', { class: 'powers' },
      element('button', {
        type: 'button', class: 'secondary', 'data-power': 'mute', 'aria-label': `Mute ${who}`,
        disabled: !microphone || microphone.isMuted,
        click: () => this.attempt(() => moderator.mute(participant.identity, microphone!.trackSid)),
      }, 'Mute'),
      element('button', {
        type: 'button', class: 'secondary danger', 'data-power': 'remove', 'aria-label': `Remove ${who}`,
        click: () => this.attempt(() => moderator.remove(participant.identity)),
      }, 'Remove'));
  }

  private attempt(act: () => Promise<void>): void {
    this.notice.textContent = '';
    act().catch((error: unknown) => {
      if (error instanceof NotModerator) {
        this.moderator = undefined;
        this.update();
      }
      this.notice.textContent = `That did not work: ${messageOf(error)}`;
    });
  }

  /** The list is made anew with every change, which must not throw anybody out of it who uses the keyboard. */
  private keepFocus(change: () => void): void {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const identity = focused?.closest('li')?.dataset.identity;
    const power = (focused as HTMLElement | null)?.dataset.power;
    change();
    if (identity !== undefined && power !== undefined) {
      this.list.querySelector<HTMLElement>(`li[data-identity="${CSS.escape(identity)}"] [data-power="${power}"]`)?.focus();
    }
  }
}

function signsOf(participant: Participant): HTMLElement[] {
  const sign = (name: IconName, struck: boolean, meaning: string) =>
    element('span', { role: 'img', 'aria-label': meaning, title: meaning }, icon(name, struck));
  return [
    ...(handOf(participant) ? [sign('hand', false, 'hand raised')] : []),
    sign('microphone', !participant.isMicrophoneEnabled, participant.isMicrophoneEnabled ? 'microphone on' : 'muted'),
    sign('camera', !participant.isCameraEnabled, participant.isCameraEnabled ? 'camera on' : 'camera off'),
  ];
}
