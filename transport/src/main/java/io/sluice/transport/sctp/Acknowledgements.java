package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.sctp.SentChunk.State;

/**
 * What acknowledgements say: what has arrived, how long that took, and what is lost. A loss is seen when three of them report something that
 * was sent later, also for what was sent again already (RFC 9260 §7.2.4, with the order of transmissions in place of TSNs, as in RFC 8985).
 */
final class Acknowledgements {
    private static final int MISSES = 3;

    private final Outstanding outstanding;
    private final SendQueue queue;
    private final RetransmissionTimeout timeout;
    private final CongestionControl congestion;
    private final TailProbe probe;

    private long acks;
    private long leastRoundTrip = Long.MAX_VALUE;

    /** The last that a gap ack block ever held. */
    private int gapTop;

    /** What the acknowledgement at hand says. */
    private long ackedBytes;

    private long newest;
    private boolean newestAgain;
    private long measuredSince;
    private int reportedTo;

    Acknowledgements(
            Outstanding outstanding,
            SendQueue queue,
            RetransmissionTimeout timeout,
            CongestionControl congestion,
            TailProbe probe) {
        this.outstanding = outstanding;
        this.queue = queue;
        this.timeout = timeout;
        this.congestion = congestion;
        this.probe = probe;
        gapTop = outstanding.acked();
    }

    /**
     * Takes one, whose cumulative TSN is one of those that were sent and are not acknowledged yet, or the last that is.
     *
     * @param blocks where its gap ack blocks are in the chunk
     * @param gaps how many of them there are
     * @return how many bytes arrived by it
     */
    long take(int cumulative, byte[] chunk, int blocks, int gaps, long nowNanos) {
        acks++;
        ackedBytes = 0;
        newest = 0;
        newestAgain = false;
        measuredSince = Long.MIN_VALUE;
        while (outstanding.acked() != cumulative) {
            SentChunk first = outstanding.removeFirst();
            arrived(first, nowNanos);
            release(first);
        }
        reportedTo = cumulative;
        takeBlocks(cumulative, chunk, blocks, gaps, nowNanos);
        if (measuredSince != Long.MIN_VALUE) {
            timeout.measured(nowNanos - measuredSince);
        }
        if (ackedBytes > 0) {
            timeout.progressed();
            probe.answered();
        }
        return ackedBytes;
    }

    private void takeBlocks(int cumulative, byte[] chunk, int blocks, int gaps, long nowNanos) {
        int end = 0;
        for (int i = 0; i < gaps; i++) {
            int start = BigEndian.u16(chunk, blocks + 4 * i);
            // In order, and of what was sent: each chunk is looked at once, whatever the peer writes.
            if (start <= end || start > BigEndian.u16(chunk, blocks + 4 * i + 2)) {
                return;
            }
            end = BigEndian.u16(chunk, blocks + 4 * i + 2);
            if (end > outstanding.last() - cumulative) {
                return;
            }
            for (int tsn = cumulative + start; tsn != cumulative + end + 1; tsn++) {
                SentChunk each = outstanding.get(tsn);
                each.seenIn = acks;
                arrived(each, nowNanos);
            }
            reportedTo = cumulative + end;
            gapTop = Serial.max(gapTop, reportedTo);
        }
    }

    private void arrived(SentChunk chunk, long nowNanos) {
        if (chunk.state == State.ACKED || chunk.state == State.GONE) {
            return;
        }
        outstanding.arrived(chunk);
        ackedBytes += chunk.bytes();
        long roundTrip = nowNanos - chunk.sentAt;
        if (chunk.transmissions == 1) {
            measuredSince = Math.max(measuredSince, chunk.sentAt);
            leastRoundTrip = Math.min(leastRoundTrip, roundTrip);
        } else if (roundTrip < leastRoundTrip) {
            // It was an earlier transmission that arrived.
            return;
        } else if (probe.repaired(chunk.tsn)) {
            congestion.lost(outstanding.last());
        }
        if (chunk.order > newest) {
            newest = chunk.order;
            newestAgain = chunk.transmissions > 1;
        }
    }

    private void release(SentChunk chunk) {
        OutMessage message = chunk.message;
        chunk.message = null;
        if (message != null) {
            message.pending--;
            if (message.pending == 0 && message.left() == 0) {
                queue.arrived(message);
            }
        }
    }

    /** Whether something is lost that was on its way until now. */
    boolean findLosses(long nowNanos) {
        boolean found = false;
        if (Serial.less(gapTop, outstanding.acked())) {
            gapTop = outstanding.acked();
        }
        int top = lastReported();
        for (int tsn = outstanding.acked() + 1; tsn != top + 1; tsn++) {
            SentChunk each = outstanding.get(tsn);
            if (each.state == State.ACKED && each.seenIn != acks) {
                // The peer thought better of it (RFC 9260 §6.2.1).
                outstanding.lose(each);
            } else if (each.state == State.FLYING
                    && each.order < newest
                    && (++each.misses >= MISSES || overdue(each, nowNanos))) {
                outstanding.lose(each);
                found = true;
            }
        }
        return found;
    }

    /** Whether it should have arrived before what was sent after it, and some reordering is no excuse any more (RFC 8985 §6.2). */
    private boolean overdue(SentChunk chunk, long nowNanos) {
        long roundTrip = timeout.roundTripNanos();
        return roundTrip >= 0 && nowNanos - chunk.sentAt > roundTrip + roundTrip / 4;
    }

    /**
     * How far an acknowledgement says what is missing. Behind its last block there may have been more than fit. Without blocks it says all; then
     * only something that was sent again can have overtaken what was never reported.
     */
    private int lastReported() {
        if (reportedTo != outstanding.acked()) {
            return reportedTo;
        }
        return newestAgain ? outstanding.last() : gapTop;
    }
}
