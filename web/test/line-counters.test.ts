import { expect, test } from 'vitest';
import { lineOf, rates } from '../src/side/line-counters';

const report = (bytes: number, packets: number, lost: number) => new Map<string, unknown>([
  ['in', { type: 'inbound-rtp', bytesReceived: bytes, packetsReceived: packets, packetsLost: lost, jitter: 0.012, frameWidth: 640, frameHeight: 360 }],
  ['pair', { type: 'candidate-pair', nominated: true, localCandidateId: 'c', currentRoundTripTime: 0.034 }],
  ['c', { type: 'local-candidate', protocol: 'udp', candidateType: 'host' }],
]);

test('rates are what went through between two moments', () => {
  const before = lineOf([{ label: 'ann', report: report(1_000, 100, 5) }], 1_000);
  const now = lineOf([{ label: 'ann', report: report(126_000, 190, 15) }], 2_000);
  expect(now).toMatchObject({ path: 'udp, host', roundTripMillis: 34, jitterMillis: 12 });
  expect(rates(now, before)).toEqual({
    sending: undefined,
    receiving: 1000,
    lostPercent: 10,
    flows: [{ label: 'ann', kbps: 1000, lost: 15, picture: '640×360' }],
  });
});

test('without an earlier moment, or with a new receiver, there are no rates', () => {
  const now = lineOf([{ label: 'ann', report: report(1_000, 10, 0) }], 2_000);
  expect(rates(now, undefined)).toMatchObject({ receiving: undefined, lostPercent: undefined });
  const before = lineOf([{ label: 'ann', report: report(9_000, 90, 0) }], 1_000);
  expect(rates(now, before)).toMatchObject({ receiving: undefined });
});

test('layers of one picture are told apart', () => {
  const layers = new Map<string, unknown>([
    ['a', { type: 'outbound-rtp', rid: 'q', bytesSent: 1, packetsSent: 1 }],
    ['b', { type: 'outbound-rtp', rid: 'f', bytesSent: 2, packetsSent: 1 }],
  ]);
  expect(lineOf([{ label: 'You', report: layers }]).streams.map(({ label }) => label)).toEqual(['You q', 'You f']);
});
