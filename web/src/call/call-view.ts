import { DisconnectReason, RoomEvent } from 'livekit-client';
import { Banner } from '../parts/banner';
import { element } from '../parts/elements';
import { icon } from '../parts/icons';
import { themeButton } from '../parts/theme';
import { Chat } from '../side/chat';
import { Devices } from '../side/devices';
import { Network } from '../side/network';
import { People } from '../side/people';
import { Side } from '../side/side';
import { Controls } from './controls';
import { MissingKeys } from './missing-keys';
import { explainDecryption, explainRights, isMissingKey } from './messages';
import { changesOfParticipants } from './participants';
import { Reactions } from './reactions';
import type { Call } from './session';
import { listenToShortcuts } from './shortcuts';
import { Sound } from './sound';
import { Stage } from './stage';

/** The meeting, from the moment one enters until one leaves. */
export class CallView {
  readonly element: HTMLElement;
  private readonly banner = new Banner();
  private readonly stage: Stage;
  private readonly controls: Controls;
  private readonly people: People;
  private readonly side: Side;
  private readonly count = element('span', { class: 'count' });
  private readonly secrecy: HTMLButtonElement;
  private readonly layout: HTMLButtonElement;
  private readonly missingKeys: MissingKeys;
  private readonly forgetShortcuts: () => void;
  private unread = 0;

  /** Listens to the room from now on, so nothing that happens while it connects is missed. */
  constructor(private readonly call: Call, ended: (reason: DisconnectReason | undefined) => void) {
    const { room } = call;
    const sound = new Sound(room, this.banner);
    const reactions = new Reactions(room, (identity) => this.stage.tileOf(identity));
    const network = new Network(room);
    const chat: Chat = new Chat(room, () => this.notice(chat));
    this.stage = new Stage(room);
    this.missingKeys = new MissingKeys(call, this.banner);
    this.people = new People(call);
    this.controls = new Controls(room, this.banner, reactions.menu);
    this.side = new Side([chat, this.people, network, new Devices(room)], () => this.opened(chat));
    this.secrecy = element('button', { type: 'button', class: 'secrecy', click: () => this.side.toggle(this.people) });
    this.layout = element('button', { type: 'button', class: 'opener', 'data-action': 'view', click: () => this.flipView() });
    this.element = element('main', { class: 'call' },
      element('header', {},
        element('h1', {}, call.title), this.count, this.secrecy,
        element('div', { class: 'tools' }, this.layout, this.side.buttons, themeButton())),
      this.banner.element,
      element('div', { class: 'middle' }, this.stage.element, this.side.element),
      reactions.menu, this.controls.element, reactions.announcements, sound.element);
    this.forgetShortcuts = listenToShortcuts({
      KeyM: () => this.controls.press('microphone'),
      KeyV: () => this.controls.press('camera'),
      KeyH: () => this.controls.press('hand'),
      KeyC: () => this.side.toggle(chat),
      KeyP: () => this.side.toggle(this.people),
      KeyG: () => this.flipView(),
    });
    this.listen(ended);
    this.showView();
    this.showSecrecy();
  }

  /** To be called when the room is connected and the view is in the page. */
  start(wanted: { readonly camera: boolean; readonly microphone: boolean }): void {
    this.changed();
    this.stage.update();
    this.showRights();
    void this.controls.start(wanted);
  }

  dispose(): void {
    this.forgetShortcuts();
    this.missingKeys.dispose();
    this.stage.dispose();
    this.element.remove();
  }

  private listen(ended: (reason: DisconnectReason | undefined) => void): void {
    const { room, secrecy } = this.call;
    const reconnecting = () => this.banner.say('connection', 'Connection lost. Reconnecting…');
    room
      .on(RoomEvent.SignalReconnecting, reconnecting)
      .on(RoomEvent.Reconnecting, reconnecting)
      .on(RoomEvent.Reconnected, () => this.banner.clear('connection'))
      .on(RoomEvent.EncryptionError, (error) => {
        // While keys are exchanged, frames come before the key they need: the header tells how far that is.
        if (!(secrecy.exchanges && isMissingKey(error))) {
          this.banner.sayOnce('encryption', explainDecryption(error));
        }
      })
      .on(RoomEvent.ParticipantPermissionsChanged, (_, participant) => {
        if (participant.isLocal) {
          this.showRights();
        }
      })
      .on(RoomEvent.Disconnected, ended);
    for (const change of changesOfParticipants) {
      room.on(change, () => this.changed());
    }
    secrecy.onChange(() => this.changed());
  }

  private changed(): void {
    const heads = this.call.room.remoteParticipants.size + 1;
    this.count.textContent = heads === 1 ? 'only you are here' : `${heads} participants`;
    this.people.update();
    this.missingKeys.update();
    this.showSecrecy();
  }

  /** What one may not do is said as long as it is so. */
  private showRights(): void {
    const { permissions } = this.call.room.localParticipant;
    const text = permissions && explainRights(permissions);
    if (text) {
      this.banner.say('rights', text);
    } else {
      this.banner.clear('rights');
    }
  }

  private showSecrecy(): void {
    const { state, text } = this.call.secrecy.summary([...this.call.room.remoteParticipants.values()].map(({ identity }) => identity));
    this.secrecy.dataset.state = state;
    this.secrecy.title = 'Show who is here, and the fingerprints of their keys';
    this.secrecy.replaceChildren(icon('lock', state === 'open'), element('span', {}, text));
  }

  private flipView(): void {
    this.stage.view = this.stage.view === 'grid' ? 'speaker' : 'grid';
    this.showView();
  }

  private showView(): void {
    const grid = this.stage.view === 'grid';
    const text = grid ? 'Show the speaker large' : 'Show all alike';
    this.layout.replaceChildren(icon(grid ? 'speaker' : 'grid'));
    this.layout.setAttribute('aria-label', text);
    this.layout.title = text;
  }

  private opened(chat: Chat): void {
    if (this.side.isOpen(chat)) {
      this.unread = 0;
      this.side.badge(chat, 0);
    }
  }

  private notice(chat: Chat): void {
    if (!this.side.isOpen(chat)) {
      this.side.badge(chat, ++this.unread);
    }
  }
}
