import type { Banner } from '../parts/banner';
import { explainMissingKeys } from './messages';
import { nameOf } from './participants';
import type { Call } from './session';

/** Keys come within a second or two; so long it takes only when they do not come at all. */
const patienceMillis = 8_000;

/** Says with whom no keys can be exchanged, once that takes too long. */
export class MissingKeys {
  private readonly since = new Map<string, number>();
  private readonly clock: number;

  constructor(private readonly call: Call, private readonly banner: Banner) {
    this.clock = window.setInterval(() => this.update(), 1_000);
  }

  update(): void {
    const { room, secrecy } = this.call;
    const without = secrecy.without([...room.remoteParticipants.keys()]);
    for (const who of this.since.keys()) {
      if (!without.includes(who)) {
        this.since.delete(who);
      }
    }
    without.filter((who) => !this.since.has(who)).forEach((who) => this.since.set(who, Date.now()));
    const late = without.filter((who) => Date.now() - this.since.get(who)! >= patienceMillis);
    if (late.length) {
      this.banner.say('keys', explainMissingKeys(late.map((who) => nameOf(room.remoteParticipants.get(who)!))));
    } else {
      this.banner.clear('keys');
    }
  }

  dispose(): void {
    window.clearInterval(this.clock);
  }
}
