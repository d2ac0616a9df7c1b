package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.sctp.SentChunk.State;

/**
 * The sending half of an association: what goes into the next packet, and what an acknowledgement means (RFC 9260 §6, §7). A loss is seen
 * when three acknowledgements report something that was sent later, also for what was sent again already (RFC 9260 §7.2.4, with the order of
 * transmissions in place of TSNs, as in RFC 8985), or by the timer.
 */
final class Sender {
    private static final int MISSES = 3;
    private static final int DATA_FIXED = Wire.DATA_HEADER - Wire.CHUNK_HEADER;

    /** A message is not cut to fill less than this. */
    private static final int LEAST_PART = 256;

    private final Outbox outbox;
    private final SendQueue queue;
    private final Outstanding outstanding;
    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final CongestionControl congestion;
    private final ForwardTsn forward;
    private final Timer timer = new Timer();
    private final TailProbe probe = new TailProbe();
    private final boolean mayAbandon;

    private long peerWindow;
    private long flight;
    private long order;
    private long acks;
    private long leastRoundTrip = Long.MAX_VALUE;
    private long lastSentAt;
    private long decayedAt;

    /** Chunks that are {@link State#LOST}, and where the first may be. */
    private int lost;

    private int lostFrom;

    /** One packet may leave whatever the window says (RFC 9260 §7.2.4). */
    private boolean repairing;

    /** The last that a gap ack block ever held. */
    private int gapTop;

    /** What the acknowledgement at hand says. */
    private long ackedBytes;

    private long newest;
    private boolean newestAgain;
    private long measuredSince;
    private int reportedTo;

    Sender(Agreement agreed, Outbox outbox, SendQueue queue, long mostInFlight, long nowNanos) {
        this.outbox = outbox;
        this.queue = queue;
        outstanding = new Outstanding(agreed.localTsn());
        congestion = new CongestionControl(agreed.peerWindow(), mostInFlight);
        forward = new ForwardTsn(outstanding);
        mayAbandon = agreed.forwardTsn();
        peerWindow = agreed.peerWindow();
        gapTop = outstanding.acked();
        lastSentAt = nowNanos;
        decayedAt = nowNanos;
    }

    /** The TSN that was given out last. */
    int lastTsn() {
        return outstanding.last();
    }

    /** Whether nothing waits for an acknowledgement. */
    boolean quiet() {
        return outstanding.empty();
    }

    RetransmissionTimeout timeout() {
        return timeout;
    }

    long lastSentAt() {
        return lastSentAt;
    }

    long deadline() {
        return Math.min(timer.at(), probe.deadline());
    }

    /** Whether {@link #fill} might find something to send. */
    boolean ready() {
        return repairing || flight < congestion.window() && (lost > 0 || !queue.empty());
    }

    /** A SACK chunk; anything in it that cannot be is not believed. */
    void sack(byte[] chunk, int value, int length, long nowNanos) {
        if (length < 12) {
            return;
        }
        int gaps = BigEndian.u16(chunk, value + 8);
        if (length >= 12 + 4 * gaps) {
            acknowledge(
                    BigEndian.i32(chunk, value), BigEndian.u32(chunk, value + 4), chunk, value + 12, gaps, nowNanos);
        }
    }

    /** The cumulative acknowledgement of a SHUTDOWN chunk. */
    void acknowledge(int cumulative, byte[] chunk, long nowNanos) {
        acknowledge(cumulative, peerWindow, chunk, 0, 0, nowNanos);
    }

    private void acknowledge(int cumulative, long window, byte[] chunk, int blocks, int gaps, long nowNanos) {
        if (Serial.less(cumulative, outstanding.acked()) || Serial.less(outstanding.last(), cumulative)) {
            return;
        }
        acks++;
        ackedBytes = 0;
        newest = 0;
        newestAgain = false;
        measuredSince = Long.MIN_VALUE;
        boolean advanced = cumulative != outstanding.acked();
        while (outstanding.acked() != cumulative) {
            SentChunk chunkAcked = outstanding.removeFirst();
            arrived(chunkAcked, nowNanos);
            release(chunkAcked);
        }
        reportedTo = cumulative;
        takeBlocks(cumulative, chunk, blocks, gaps, nowNanos);
        peerWindow = window;
        if (measuredSince != Long.MIN_VALUE) {
            timeout.measured(nowNanos - measuredSince);
        }
        if (ackedBytes > 0) {
            timeout.progressed();
            probe.answered();
        }
        findLosses(nowNanos);
        if (advanced) {
            congestion.acknowledged(cumulative, ackedBytes);
        }
        forward.acknowledged(nowNanos, timeout);
        if (outstanding.empty()) {
            timer.stop();
            probe.stop();
            return;
        }
        if (advanced) {
            timer.start(nowNanos, timeout.nanos());
        }
        if (ackedBytes > 0) {
            probe.start(timeout, flight, nowNanos);
        }
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
        State before = chunk.state;
        if (before == State.ACKED || before == State.GONE) {
            return;
        }
        chunk.state = State.ACKED;
        ackedBytes += chunk.bytes();
        if (before == State.FLYING) {
            flight -= chunk.bytes();
        } else {
            lost--;
        }
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

    private void findLosses(long nowNanos) {
        boolean found = false;
        if (Serial.less(gapTop, outstanding.acked())) {
            gapTop = outstanding.acked();
        }
        int top = lastReported();
        for (int tsn = outstanding.acked() + 1; tsn != top + 1; tsn++) {
            SentChunk each = outstanding.get(tsn);
            if (each.state == State.ACKED && each.seenIn != acks) {
                // The peer thought better of it (RFC 9260 §6.2.1).
                each.state = State.LOST;
                noteLost(tsn);
            } else if (each.state == State.FLYING
                    && each.order < newest
                    && (++each.misses >= MISSES || overdue(each, nowNanos))) {
                lose(each);
                found = true;
            }
        }
        if (found) {
            repairing |= congestion.lost(outstanding.last());
        }
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

    private void lose(SentChunk chunk) {
        chunk.state = State.LOST;
        flight -= chunk.bytes();
        noteLost(chunk.tsn);
    }

    private void noteLost(int tsn) {
        if (lost == 0 || Serial.less(tsn, lostFrom)) {
            lostFrom = tsn;
        }
        lost++;
    }

    /** Lets time pass. */
    void tick(long nowNanos) {
        boolean expired = timer.expired(nowNanos);
        if (probe.expired(nowNanos) && !expired) {
            probeTail();
        }
        if (!expired || outstanding.empty()) {
            return;
        }
        timeout.expired();
        congestion.expired();
        for (int tsn = outstanding.acked() + 1; tsn != outstanding.last() + 1; tsn++) {
            SentChunk each = outstanding.get(tsn);
            if (each.state == State.FLYING) {
                lose(each);
            }
        }
        forward.resend();
        timer.start(nowNanos, timeout.nanos());
    }

    /** Nothing is heard of what is on its way: the first of it is sent again, long before all of it counts as lost. */
    private void probeTail() {
        for (int tsn = outstanding.acked() + 1; tsn != outstanding.last() + 1; tsn++) {
            SentChunk each = outstanding.get(tsn);
            if (each.state == State.FLYING) {
                lose(each);
                probe.sent(tsn);
                repairing = true;
                return;
            }
        }
    }

    /** More could have been sent, had it not been for the size of a burst. */
    void burst() {
        congestion.limiting(true);
    }

    /** Puts what has to go before data into the packet. */
    void control(long nowNanos) {
        if (mayAbandon) {
            forward.advance();
            forward.write(outbox, nowNanos);
        }
    }

    /**
     * Fills one packet as far as windows allow.
     *
     * @return false if there was nothing to add
     */
    boolean fill(long nowNanos) {
        decay(nowNanos);
        boolean added = false;
        while (lost > 0) {
            SentChunk chunk = firstLost();
            OutMessage message = chunk.message();
            if (givenUp(message, chunk, nowNanos)) {
                abandon(message);
                continue;
            }
            if (flight >= congestion.window() && !(repairing && !added)) {
                congestion.limiting(true);
                return added;
            }
            if (!outbox.fits(DATA_FIXED + chunk.size)) {
                if (added) {
                    break;
                }
                outbox.flush();
            }
            lost--;
            lostFrom = chunk.tsn + 1;
            write(chunk, message, Wire.IMMEDIATE, nowNanos);
            if (chunk.tsn == outstanding.acked() + 1) {
                timer.start(nowNanos, timeout.nanos());
            }
            added = true;
        }
        repairing = false;
        return fresh(added, nowNanos);
    }

    private boolean fresh(boolean before, long nowNanos) {
        boolean added = before;
        while (true) {
            if (queue.empty() || outstanding.full()) {
                congestion.limiting(false);
                return added;
            }
            if (flight >= congestion.window()) {
                congestion.limiting(true);
                return added;
            }
            OutMessage message = queue.next(nowNanos);
            if (message == null) {
                congestion.limiting(false);
                return added;
            }
            if (message.taken > 0 && mayAbandon && message.expired(nowNanos)) {
                abandon(message);
                continue;
            }
            int room = outbox.room() - Wire.DATA_HEADER;
            if (room < message.left() && room < LEAST_PART) {
                if (added) {
                    return true;
                }
                outbox.flush();
                continue;
            }
            int size = Math.min(room, message.left());
            // With nothing on its way, one chunk finds out whether the peer has room again (RFC 9260 §6.1).
            if (flight + size > peerWindow && flight > 0) {
                congestion.limiting(false);
                return added;
            }
            begin(message, size, nowNanos);
            added = true;
        }
    }

    private void begin(OutMessage message, int size, long nowNanos) {
        SentChunk chunk = outstanding.next();
        chunk.message = message;
        chunk.from = message.taken;
        chunk.size = size;
        chunk.flags = message.unordered ? Wire.UNORDERED : 0;
        if (message.taken == 0) {
            message.firstTsn = chunk.tsn;
            chunk.flags |= Wire.BEGIN;
        }
        message.chunks++;
        message.pending++;
        queue.taken(message, size);
        if (message.left() == 0) {
            chunk.flags |= Wire.END;
        }
        // The last of several packets need not wait for another to be acknowledged (RFC 7053).
        boolean tail = queue.empty() && flight > SctpEndpoint.MAX_PACKET;
        write(chunk, message, tail ? Wire.IMMEDIATE : 0, nowNanos);
        if (!timer.running()) {
            timer.start(nowNanos, timeout.nanos());
        }
    }

    private void write(SentChunk chunk, OutMessage message, int flags, long nowNanos) {
        int at = outbox.chunk(Wire.DATA, chunk.flags | flags, DATA_FIXED + chunk.size);
        byte[] packet = outbox.buffer();
        BigEndian.put32(packet, at, chunk.tsn);
        BigEndian.put16(packet, at + 4, message.stream.id);
        BigEndian.put16(packet, at + 6, message.ssn);
        BigEndian.put32(packet, at + 8, message.protocol);
        System.arraycopy(message.data, chunk.from, packet, at + DATA_FIXED, chunk.size);
        chunk.state = State.FLYING;
        chunk.transmissions++;
        chunk.misses = 0;
        chunk.order = ++order;
        chunk.sentAt = nowNanos;
        flight += chunk.bytes();
        lastSentAt = nowNanos;
        probe.start(timeout, flight, nowNanos);
    }

    /** What is known of a path gets old while nothing is sent. */
    private void decay(long nowNanos) {
        if (flight > 0 || lost > 0) {
            return;
        }
        long idle = (nowNanos - Math.max(lastSentAt, decayedAt)) / timeout.nanos();
        if (idle > 0) {
            congestion.idle(idle);
            decayedAt = nowNanos;
        }
    }

    private SentChunk firstLost() {
        int tsn = Serial.max(lostFrom, outstanding.acked() + 1);
        while (outstanding.get(tsn).state != State.LOST) {
            tsn++;
        }
        lostFrom = tsn;
        return outstanding.get(tsn);
    }

    /** Whether a message is not to be sent again (RFC 3758 §3.5, RFC 7496 §3). */
    private boolean givenUp(OutMessage message, SentChunk chunk, long nowNanos) {
        return mayAbandon && (chunk.transmissions > message.maxRetransmits || message.expired(nowNanos));
    }

    private void abandon(OutMessage message) {
        queue.abandon(message);
        for (int i = 0; i < message.chunks; i++) {
            int tsn = message.firstTsn + i;
            if (Serial.less(outstanding.acked(), tsn)) {
                SentChunk each = outstanding.get(tsn);
                if (each.state == State.FLYING) {
                    flight -= each.bytes();
                } else if (each.state == State.LOST) {
                    lost--;
                }
                each.state = State.GONE;
            }
        }
    }
}
