import { element } from '../parts/elements';
import { demoAccounts } from './accounts';
import { ChannelForm } from './channel-form';
import { DeviceCheck } from './device-check';
import type { Entry } from './entry';
import type { JoinOptions } from './options';
import { RoomForm } from './room-form';

/** What one sees before the call: where to go, as whom, and with which camera and microphone. */
export class Entrance {
  readonly element: HTMLElement;
  private readonly notice = element('p', { class: 'notice', role: 'alert' });
  private readonly devices = new DeviceCheck();
  private readonly roomForm: RoomForm;
  private readonly channelForm: ChannelForm;

  constructor(known: JoinOptions, enter: (entry: Entry) => void) {
    const choose = (entry: Omit<Entry, 'devices'>) => enter({ ...entry, devices: this.devices.choice });
    this.roomForm = new RoomForm(known, choose);
    this.channelForm = new ChannelForm(choose);
    this.element = element('main', { class: 'entrance' },
      element('h1', {}, 'Join a meeting'),
      this.notice,
      element('div', { class: 'columns' },
        element('div', { class: 'forms' }, this.roomForm.element, this.channelForm.element),
        this.devices.element));
    void demoAccounts().then((accounts) => this.channelForm.offer(accounts));
  }

  /** Sends the form as it is filled in. */
  submit(): void {
    this.roomForm.submit();
  }

  say(text: string): void {
    this.notice.textContent = text;
  }

  setBusy(busy: boolean): void {
    this.roomForm.setBusy(busy);
    this.channelForm.setBusy(busy);
    if (busy) {
      this.say('');
    }
  }

  /** Gives camera and microphone back, so that the call can have them. */
  close(): void {
    this.devices.stop();
  }
}
