import { createLocalTracks, LocalAudioTrack, LocalVideoTrack, Room } from 'livekit-client';
import { explainDevice } from '../call/messages';
import { element } from '../parts/elements';
import { icon } from '../parts/icons';
import { levelOf } from './level';

/** What somebody chose before the call; a device that is not named is the browser's own choice. */
export interface DeviceChoice {
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly cameraId: string | undefined;
  readonly microphoneId: string | undefined;
  readonly speakerId: string | undefined;
}

type Kind = 'videoinput' | 'audioinput' | 'audiooutput';

const kinds: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'videoinput', label: 'Camera' },
  { kind: 'audioinput', label: 'Microphone' },
  { kind: 'audiooutput', label: 'Speaker' },
];

/** Lets one look at oneself, see that the microphone hears, and hear that the speaker speaks, before others do. */
export class DeviceCheck {
  readonly element: HTMLElement;
  private readonly preview = element('video', { playsinline: true, autoplay: true, muted: true, 'aria-label': 'Your camera' });
  private readonly meter = element('meter', { min: '0', max: '1', value: '0', 'aria-label': 'Loudness of your microphone' });
  private readonly notice = element('p', { class: 'notice', role: 'alert' });
  private readonly wants = { camera: toggle('Camera on'), microphone: toggle('Microphone on') };
  private readonly selects = new Map<Kind, HTMLSelectElement>();
  private readonly opened = element('div', { class: 'checked', hidden: true });
  private readonly open: HTMLButtonElement;
  private tracks: (LocalAudioTrack | LocalVideoTrack)[] = [];
  private stopMeter = () => {};
  private turn = 0;

  constructor() {
    this.preview.muted = true;
    this.open = element('button', { type: 'button', class: 'secondary', 'data-action': 'check', click: () => void this.start() },
      icon('camera'), 'Check camera and microphone');
    for (const { kind, label } of kinds) {
      const select = element('select', { id: `device-${kind}`, change: () => void this.start() });
      this.selects.set(kind, select);
      this.opened.append(element('div', { class: 'field' }, element('label', { for: select.id }, label), select));
    }
    this.opened.append(element('button', { type: 'button', class: 'secondary', 'data-action': 'test-sound', click: () => void this.playTestSound() }, 'Play a test sound'));
    this.element = element('section', { class: 'devices', 'aria-label': 'Devices' },
      element('div', { class: 'preview' }, element('p', { class: 'invitation' }, icon('camera'), 'See yourself before others do'), this.preview, this.meter),
      element('div', { class: 'wants' }, this.wants.camera.element, this.wants.microphone.element),
      this.open, this.opened, this.notice);
  }

  get choice(): DeviceChoice {
    const chosen = (kind: Kind) => this.selects.get(kind)!.value || undefined;
    return {
      camera: this.wants.camera.input.checked,
      microphone: this.wants.microphone.input.checked,
      cameraId: chosen('videoinput'),
      microphoneId: chosen('audioinput'),
      speakerId: chosen('audiooutput'),
    };
  }

  /** Gives the devices back. */
  stop(): void {
    this.turn++;
    this.stopMeter();
    this.tracks.forEach((track) => track.stop());
    this.tracks = [];
    this.element.classList.remove('live');
  }

  private async start(): Promise<void> {
    this.stop();
    const turn = this.turn;
    this.notice.textContent = '';
    const { cameraId, microphoneId } = this.choice;
    const got = await Promise.all([
      this.take('camera', { video: cameraId ? { deviceId: cameraId } : true, audio: false }),
      this.take('microphone', { audio: microphoneId ? { deviceId: microphoneId } : true, video: false }),
    ]);
    const tracks = got.flat();
    if (turn !== this.turn) {
      tracks.forEach((track) => track.stop());
      return;
    }
    this.tracks = tracks;
    for (const track of tracks) {
      if (track instanceof LocalVideoTrack) {
        track.attach(this.preview);
        this.element.classList.add('live');
      } else {
        this.stopMeter = levelOf(track, (level) => (this.meter.value = level));
      }
    }
    await this.list();
    this.opened.hidden = false;
    this.open.hidden = true;
  }

  private async take(device: 'camera' | 'microphone', wanted: Parameters<typeof createLocalTracks>[0]): Promise<(LocalAudioTrack | LocalVideoTrack)[]> {
    try {
      return (await createLocalTracks(wanted)) as (LocalAudioTrack | LocalVideoTrack)[];
    } catch (error) {
      this.notice.textContent = explainDevice(device, error) ?? '';
      return [];
    }
  }

  private async list(): Promise<void> {
    for (const [kind, select] of this.selects) {
      const chosen = select.value;
      const devices = await Room.getLocalDevices(kind, false).catch(() => []);
      select.replaceChildren(...devices.map(({ deviceId, label }) => element('option', { value: deviceId }, label || 'Default')));
      if (devices.some(({ deviceId }) => deviceId === chosen)) {
        select.value = chosen;
      }
      // Browsers that do not let pages choose the speaker list none.
      select.parentElement!.hidden = devices.length === 0;
    }
  }

  private async playTestSound(): Promise<void> {
    const context = new AudioContext();
    const sink = context as AudioContext & { setSinkId?(id: string): Promise<void> };
    const { speakerId } = this.choice;
    if (speakerId && sink.setSinkId) {
      await sink.setSinkId(speakerId).catch(() => {});
    }
    const volume = context.createGain();
    volume.gain.setValueAtTime(0.15, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.8);
    const tone = context.createOscillator();
    tone.frequency.setValueAtTime(523, context.currentTime);
    tone.frequency.setValueAtTime(659, context.currentTime + 0.25);
    tone.connect(volume).connect(context.destination);
    tone.onended = () => void context.close();
    tone.start();
    tone.stop(context.currentTime + 0.8);
  }
}

function toggle(label: string): { element: HTMLElement; input: HTMLInputElement } {
  const input = element('input', { type: 'checkbox', checked: true });
  return { input, element: element('label', { class: 'toggle' }, input, label) };
}
