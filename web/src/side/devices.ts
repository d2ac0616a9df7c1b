import { Room, RoomEvent } from 'livekit-client';
import { explainDevice } from '../call/messages';
import { element } from '../parts/elements';
import type { IconName } from '../parts/icons';
import type { Panel } from './side';

interface Choice {
  readonly kind: MediaDeviceKind;
  readonly label: string;
  /** What it is called in messages. */
  readonly device: 'camera' | 'microphone' | 'speaker';
}

const choices: readonly Choice[] = [
  { kind: 'videoinput', label: 'Camera', device: 'camera' },
  { kind: 'audioinput', label: 'Microphone', device: 'microphone' },
  { kind: 'audiooutput', label: 'Speaker', device: 'speaker' },
];

/** Another camera, microphone or speaker while the call goes on. */
export class Devices implements Panel {
  readonly name = 'devices';
  readonly title = 'Devices';
  readonly icon: IconName = 'devices';
  readonly element = element('div', { class: 'choices', role: 'group', 'aria-label': 'Camera, microphone and speaker' });
  private readonly notice = element('p', { class: 'notice', role: 'alert' });
  private readonly selects = new Map<Choice, HTMLSelectElement>();

  constructor(private readonly room: Room) {
    for (const choice of choices) {
      const select = element('select', { id: `call-${choice.kind}`, change: () => void this.use(choice, select.value) });
      this.selects.set(choice, select);
      this.element.append(element('div', { class: 'field' }, element('label', { for: select.id }, choice.label), select));
    }
    this.element.append(this.notice);
    room
      .on(RoomEvent.MediaDevicesChanged, () => void this.list())
      .on(RoomEvent.ActiveDeviceChanged, () => void this.list());
  }

  shown(): void {
    void this.list();
  }

  private async list(): Promise<void> {
    for (const [{ kind }, select] of this.selects) {
      const devices = await Room.getLocalDevices(kind, false).catch(() => []);
      select.replaceChildren(...devices.map(({ deviceId, label }) => element('option', { value: deviceId }, label || 'Default')));
      const active = this.room.getActiveDevice(kind) ?? 'default';
      if (devices.some(({ deviceId }) => deviceId === active)) {
        select.value = active;
      }
      // Browsers that do not let pages choose the speaker list none.
      select.parentElement!.hidden = devices.length === 0;
    }
  }

  private async use({ kind, device }: Choice, deviceId: string): Promise<void> {
    this.notice.textContent = '';
    try {
      await this.room.switchActiveDevice(kind, deviceId);
    } catch (error) {
      this.notice.textContent = explainDevice(device, error) ?? '';
      await this.list();
    }
  }
}
