package io.sluice.sfu.measure;

import io.sluice.rtp.stats.StreamStats;

/** Adds what a stream counted since the last time to the counters of its loop. */
public final class StreamMeter {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private long packets;
    private long bytes;
    private long retransmittedPackets;
    private long retransmittedBytes;
    private long paddingPackets;
    private long nacks;
    private long nacksMissed;
    private long plis;
    private long firs;
    private long duplicates;
    private long discarded;
    private long keyFrames;
    private long outOfOrder;
    private long lost;

    private long windowEnd = Long.MIN_VALUE;
    private long windowPackets;
    private long windowLost;
    private long windowOutOfOrder;

    /**
     * Adds the differences, and once in five seconds what such a window was like.
     *
     * @param lostNow packets that did not come since the beginning; may fall when some came late or the stream began anew
     */
    public void fold(StreamStats s, long lostNow, WayCounters way, SourceCounters source, long nowNanos) {
        way.packets.add(s.packets - packets);
        way.bytes.add(s.bytes - bytes);
        way.retransmittedPackets.add(s.retransmittedPackets - retransmittedPackets);
        way.retransmittedBytes.add(s.retransmittedBytes - retransmittedBytes);
        way.paddingPackets.add(s.paddingPackets - paddingPackets);
        way.nacks.add(s.nacks - nacks);
        way.nacksMissed.add(s.nacksMissed - nacksMissed);
        way.plis.add(s.plis - plis);
        way.firs.add(s.firs - firs);
        way.duplicates.add(s.duplicates - duplicates);
        way.discarded.add(s.discarded - discarded);
        way.keyFrames.add(s.keyFrames - keyFrames);
        source.outOfOrder.add(s.outOfOrder - outOfOrder);
        // A counter never falls: what turns up late has been counted.
        long newlyLost = Math.max(0, lostNow - lost);
        source.lost.add(newlyLost);
        windowPackets += s.packets - packets;
        windowLost += newlyLost;
        windowOutOfOrder += s.outOfOrder - outOfOrder;
        remember(s, Math.max(lostNow, 0));
        window(s, source, nowNanos);
    }

    private void remember(StreamStats s, long lostNow) {
        packets = s.packets;
        bytes = s.bytes;
        retransmittedPackets = s.retransmittedPackets;
        retransmittedBytes = s.retransmittedBytes;
        paddingPackets = s.paddingPackets;
        nacks = s.nacks;
        nacksMissed = s.nacksMissed;
        plis = s.plis;
        firs = s.firs;
        duplicates = s.duplicates;
        discarded = s.discarded;
        keyFrames = s.keyFrames;
        outOfOrder = s.outOfOrder;
        lost = lostNow;
    }

    private void window(StreamStats s, SourceCounters source, long nowNanos) {
        if (windowEnd == Long.MIN_VALUE) {
            windowEnd = nowNanos + WINDOW_NANOS;
        }
        if (nowNanos < windowEnd) {
            return;
        }
        windowEnd = nowNanos + WINDOW_NANOS;
        if (windowPackets > 0) {
            source.lossPercent.note(Math.min(100, 100.0 * windowLost / (windowPackets + windowLost)));
            source.outOfOrderPercent.note(100.0 * windowOutOfOrder / windowPackets);
            source.jitterMicros.note(s.takeMaxJitter() / 1_000.0);
            if (s.roundTripNanos > 0) {
                source.roundTripMillis.note(s.roundTripNanos / 1e6);
            }
        }
        windowPackets = 0;
        windowLost = 0;
        windowOutOfOrder = 0;
    }
}
