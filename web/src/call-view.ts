import { DisconnectReason, type Room, RoomEvent } from 'livekit-client';
import { Banner } from './banner';
import { Controls } from './controls';
import { element } from './elements';
import { explainDecryption } from './messages';
import { Sound } from './sound';
import { Stage } from './stage';

/** The meeting, from the moment one enters until one leaves. */
export class CallView {
  readonly element: HTMLElement;
  private readonly banner = new Banner();
  private readonly stage: Stage;
  private readonly controls: Controls;
  private readonly count = element('span', { class: 'count' });

  /** Listens to the room from now on, so nothing that happens while it connects is missed. */
  constructor(private readonly room: Room, roomName: string, ended: (reason: DisconnectReason | undefined) => void) {
    const sound = new Sound(room, this.banner);
    this.stage = new Stage(room);
    this.controls = new Controls(room, this.banner);
    this.element = element('main', { class: 'call' },
      element('header', {}, element('h1', {}, roomName), this.count),
      this.banner.element, this.stage.element, this.controls.element, sound.element);
    this.listen(ended);
  }

  /** To be called when the room is connected and the view is in the page. */
  start(): void {
    this.countHeads();
    this.stage.update();
    void this.controls.start();
  }

  dispose(): void {
    this.stage.dispose();
    this.element.remove();
  }

  private listen(ended: (reason: DisconnectReason | undefined) => void): void {
    const reconnecting = () => this.banner.say('connection', 'Connection lost. Reconnecting…');
    this.room
      .on(RoomEvent.SignalReconnecting, reconnecting)
      .on(RoomEvent.Reconnecting, reconnecting)
      .on(RoomEvent.Reconnected, () => this.banner.clear('connection'))
      .on(RoomEvent.EncryptionError, (error) => this.banner.sayOnce('encryption', explainDecryption(error)))
      .on(RoomEvent.ParticipantConnected, () => this.countHeads())
      .on(RoomEvent.ParticipantDisconnected, () => this.countHeads())
      .on(RoomEvent.Disconnected, ended);
  }

  private countHeads(): void {
    const heads = this.room.remoteParticipants.size + 1;
    this.count.textContent = heads === 1 ? 'only you are here' : `${heads} participants`;
  }
}
