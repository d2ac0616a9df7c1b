import { LocalTrack, RemoteTrack, type Room, type Track } from 'livekit-client';
import { everybodyIn, nameOf } from '../call/participants';
import { element } from '../parts/elements';
import type { IconName } from '../parts/icons';
import { type Flow, type LineCounters, lineOf, rates } from './line-counters';
import type { Panel } from './side';

const everyMillis = 1_000;

/** What the browser measures of the way to the server: for "is it me or is it them". */
export class Network implements Panel {
  readonly name = 'network';
  readonly title = 'Network';
  readonly icon: IconName = 'network';
  readonly element = element('div', { class: 'network', role: 'group', 'aria-label': 'Measurements', tabindex: '0' });
  private readonly values = new Map<string, HTMLElement>();
  private readonly flows = element('tbody');
  private before: LineCounters | undefined;
  private timer: number | undefined;

  constructor(private readonly room: Room) {
    const list = element('dl');
    for (const name of ['Path', 'Round trip', 'Sending', 'Receiving', 'Lost of what arrives', 'Jitter']) {
      const value = element('dd', {}, '–');
      this.values.set(name, value);
      list.append(element('dt', {}, name), value);
    }
    this.element.append(list, element('table', {},
      element('caption', {}, 'Streams'),
      element('thead', {}, element('tr', {}, ...['What', 'kbit/s', 'Lost', 'Picture'].map((title) => element('th', { scope: 'col' }, title)))),
      this.flows));
  }

  shown(): void {
    void this.measure();
    this.timer = window.setInterval(() => void this.measure(), everyMillis);
  }

  hidden(): void {
    window.clearInterval(this.timer);
    this.before = undefined;
  }

  private async measure(): Promise<void> {
    const now = lineOf(await Promise.all(this.tracks().map(async ({ label, track }) => ({ label, report: (await track.getRTCStatsReport()) ?? new Map() }))));
    const { sending, receiving, lostPercent, flows } = rates(now, this.before);
    this.before = now;
    this.set('Path', now.path);
    this.set('Round trip', now.roundTripMillis === undefined ? '' : `${Math.round(now.roundTripMillis)} ms`);
    this.set('Sending', sending === undefined ? '' : `${sending} kbit/s`);
    this.set('Receiving', receiving === undefined ? '' : `${receiving} kbit/s`);
    this.set('Lost of what arrives', lostPercent === undefined ? '' : `${lostPercent.toFixed(1)} %`);
    this.set('Jitter', now.jitterMillis === undefined ? '' : `${Math.round(now.jitterMillis)} ms`);
    this.flows.replaceChildren(...flows.map(row));
  }

  private set(name: string, text: string): void {
    this.values.get(name)!.textContent = text || '–';
  }

  private tracks(): { label: string; track: LocalTrack | RemoteTrack }[] {
    return everybodyIn(this.room).flatMap((participant) => [...participant.trackPublications.values()].flatMap(({ track, source }) =>
      track instanceof LocalTrack || track instanceof RemoteTrack
        ? [{ label: `${participant.isLocal ? 'You' : nameOf(participant)}, ${wordsOf(source)}`, track }]
        : []));
  }
}

function wordsOf(source: Track.Source): string {
  return source.replace(/_/gu, ' ');
}

function row({ label, kbps, lost, picture }: Flow): HTMLElement {
  return element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, kbps === undefined ? '–' : String(kbps)),
    element('td', {}, String(lost)), element('td', {}, picture || '–'));
}
