import { type Room, RoomEvent } from 'livekit-client';
import type { Banner } from '../parts/banner';
import { element } from '../parts/elements';
import { messageOf } from '../parts/failure';
import { icon, type IconName } from '../parts/icons';
import { handOf, mayRaiseHand, raiseHand } from './hand';
import { explainDevice, type Source } from './messages';

interface Switch {
  readonly device: Source;
  readonly icon: IconName;
  readonly labels: { readonly on: string; readonly off: string };
  readonly isOn: (room: Room) => boolean;
  readonly set: (room: Room, on: boolean) => Promise<unknown>;
}

const switches: readonly Switch[] = [
  {
    device: 'microphone',
    icon: 'microphone',
    labels: { on: 'Mute', off: 'Unmute' },
    isOn: (room) => room.localParticipant.isMicrophoneEnabled,
    set: (room, on) => room.localParticipant.setMicrophoneEnabled(on),
  },
  {
    device: 'camera',
    icon: 'camera',
    labels: { on: 'Camera off', off: 'Camera on' },
    isOn: (room) => room.localParticipant.isCameraEnabled,
    set: (room, on) => room.localParticipant.setCameraEnabled(on),
  },
  {
    device: 'screen',
    icon: 'screen',
    labels: { on: 'Stop sharing', off: 'Share screen' },
    isOn: (room) => room.localParticipant.isScreenShareEnabled,
    set: (room, on) => room.localParticipant.setScreenShareEnabled(on),
  },
];

/** The buttons below the pictures. */
export class Controls {
  readonly element = element('div', { class: 'controls', role: 'toolbar', 'aria-label': 'Your call' });
  private readonly buttons = new Map<Switch, HTMLButtonElement>();

  private readonly hand: HTMLButtonElement;
  private readonly smile: HTMLButtonElement;

  /** @param reactions opened and closed by one of the buttons */
  constructor(private readonly room: Room, private readonly banner: Banner, private readonly reactions: HTMLElement) {
    for (const one of switches) {
      const button = element('button', { type: 'button', 'data-device': one.device, click: () => void this.flip(one) });
      this.buttons.set(one, button);
      this.element.append(button);
    }
    this.hand = element('button', { type: 'button', 'data-device': 'hand', click: () => void this.flipHand() });
    this.smile = element('button', { type: 'button', 'data-device': 'react', 'aria-expanded': 'false', click: () => this.toggleReactions() },
      icon('smile'), element('span', {}, 'React'));
    this.element.append(this.hand, this.smile);
    this.element.append(element('button', { type: 'button', class: 'leave', 'data-device': 'leave', click: () => void room.disconnect() },
      icon('leave'), element('span', {}, 'Leave')));
    for (const event of [RoomEvent.LocalTrackPublished, RoomEvent.LocalTrackUnpublished, RoomEvent.TrackMuted, RoomEvent.TrackUnmuted,
      RoomEvent.ParticipantPermissionsChanged, RoomEvent.ParticipantAttributesChanged, RoomEvent.Connected] as const) {
      room.on(event, () => this.update());
    }
    this.update();
  }

  /** Switches on what was chosen before the call; a device that is refused leaves the other ones alone. */
  async start(wanted: { readonly camera: boolean; readonly microphone: boolean }): Promise<void> {
    for (const one of switches.filter(({ device }) => device !== 'screen' && wanted[device])) {
      if (!one.isOn(this.room) && this.isAllowed()) {
        await this.flip(one);
      }
    }
  }

  /** As if the button of that name were pressed. */
  press(device: string): void {
    this.element.querySelector<HTMLButtonElement>(`[data-device="${device}"]`)?.click();
  }

  private async flipHand(): Promise<void> {
    await raiseHand(this.room, !handOf(this.room.localParticipant)).catch((error: unknown) =>
      this.banner.sayOnce('hand', `The hand could not be raised: ${messageOf(error)}`));
  }

  private toggleReactions(): void {
    this.reactions.hidden = !this.reactions.hidden;
    this.smile.setAttribute('aria-expanded', String(!this.reactions.hidden));
  }

  private async flip(one: Switch): Promise<void> {
    const button = this.buttons.get(one)!;
    button.disabled = true;
    try {
      await one.set(this.room, !one.isOn(this.room));
      this.banner.clear('device');
    } catch (error) {
      const text = explainDevice(one.device, error);
      if (text) {
        this.banner.sayOnce('device', text);
      }
    } finally {
      this.update();
    }
  }

  private isAllowed(): boolean {
    return this.room.localParticipant.permissions?.canPublish ?? true;
  }

  private update(): void {
    for (const [one, button] of this.buttons) {
      const on = one.isOn(this.room);
      button.disabled = !this.isAllowed();
      button.setAttribute('aria-pressed', String(on));
      button.replaceChildren(icon(one.icon, !on && one.device !== 'screen'), element('span', {}, on ? one.labels.on : one.labels.off));
    }
    const raised = handOf(this.room.localParticipant) > 0;
    this.hand.disabled = !mayRaiseHand(this.room);
    this.hand.setAttribute('aria-pressed', String(raised));
    this.hand.replaceChildren(icon('hand'), element('span', {}, raised ? 'Lower hand' : 'Raise hand'));
    this.smile.disabled = !(this.room.localParticipant.permissions?.canPublishData ?? true);
  }
}
