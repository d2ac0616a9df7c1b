/** What the browser counts of one stream; bytes and packets only grow. */
export interface StreamCounters {
  readonly label: string;
  readonly sends: boolean;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  readonly picture: string;
}

/** Everything counted at one moment. */
export interface LineCounters {
  readonly atMillis: number;
  /** Such as "udp, host"; empty before there is one. */
  readonly path: string;
  readonly roundTripMillis: number | undefined;
  readonly jitterMillis: number | undefined;
  readonly streams: readonly StreamCounters[];
}

/** One stream as it is shown. */
export interface Flow {
  readonly label: string;
  readonly kbps: number | undefined;
  readonly lost: number;
  readonly picture: string;
}

export interface Rates {
  readonly sending: number | undefined;
  readonly receiving: number | undefined;
  readonly lostPercent: number | undefined;
  readonly flows: readonly Flow[];
}

type Stats = Readonly<Record<string, unknown>>;

const number = (stats: Stats, name: string) => (typeof stats[name] === 'number' ? stats[name] : 0);

/** Reads the statistics of tracks (W3C webrtc-stats), each with a label for people. */
export function lineOf(reports: readonly { readonly label: string; readonly report: Iterable<[string, unknown]> }[], now = Date.now()): LineCounters {
  const streams: StreamCounters[] = [];
  let path = '';
  let roundTripMillis: number | undefined;
  let jitterMillis: number | undefined;
  for (const { label, report } of reports) {
    const all = new Map([...report] as [string, Stats][]);
    for (const stats of all.values()) {
      if (stats.type === 'outbound-rtp' || stats.type === 'inbound-rtp') {
        const sends = stats.type === 'outbound-rtp';
        streams.push({
          label: stats.rid ? `${label} ${String(stats.rid)}` : label,
          sends,
          bytes: number(stats, sends ? 'bytesSent' : 'bytesReceived'),
          packets: number(stats, sends ? 'packetsSent' : 'packetsReceived'),
          lost: sends ? 0 : number(stats, 'packetsLost'),
          picture: stats.frameWidth ? `${number(stats, 'frameWidth')}×${number(stats, 'frameHeight')}` : '',
        });
        if (!sends && typeof stats.jitter === 'number') {
          jitterMillis = Math.max(jitterMillis ?? 0, stats.jitter * 1000);
        }
      } else if (stats.type === 'candidate-pair' && (stats.nominated || stats.state === 'succeeded')) {
        const mine = all.get(String(stats.localCandidateId));
        path = mine ? [mine.relayProtocol ?? mine.protocol, mine.candidateType].filter(Boolean).join(', ') : path;
        if (typeof stats.currentRoundTripTime === 'number') {
          roundTripMillis = stats.currentRoundTripTime * 1000;
        }
      }
    }
  }
  return { atMillis: now, path, roundTripMillis, jitterMillis, streams };
}

/** What went through since an earlier moment; rates are undefined for streams that were not there then. */
export function rates(now: LineCounters, before: LineCounters | undefined): Rates {
  const earlier = new Map((before?.streams ?? []).map((stream) => [keyOf(stream), stream]));
  const seconds = before ? (now.atMillis - before.atMillis) / 1000 : 0;
  const pairs = now.streams.map((stream) => ({ stream, was: earlier.get(keyOf(stream)) }));
  const kbps = (bytes: number) => Math.round((bytes * 8) / seconds / 1000);
  const sum = (sends: boolean) => {
    const counted = pairs.filter(({ stream, was }) => stream.sends === sends && was && stream.bytes >= was.bytes);
    return seconds > 0 && counted.length ? kbps(counted.reduce((total, { stream, was }) => total + stream.bytes - was!.bytes, 0)) : undefined;
  };
  const incoming = pairs.filter(({ stream, was }) => !stream.sends && was && stream.packets >= was.packets);
  const arrived = incoming.reduce((total, { stream, was }) => total + stream.packets - was!.packets, 0);
  const lost = incoming.reduce((total, { stream, was }) => total + Math.max(0, stream.lost - was!.lost), 0);
  return {
    sending: sum(true),
    receiving: sum(false),
    lostPercent: arrived + lost > 0 ? (100 * lost) / (arrived + lost) : undefined,
    flows: pairs.map(({ stream, was }) => ({
      label: stream.label,
      kbps: seconds > 0 && was && stream.bytes >= was.bytes ? kbps(stream.bytes - was.bytes) : undefined,
      lost: stream.lost,
      picture: stream.picture,
    })),
  };
}

function keyOf({ label, sends }: StreamCounters): string {
  return `${sends ? 'out' : 'in'} ${label}`;
}
