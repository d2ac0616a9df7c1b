package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.sctp.SentChunk.State;

/**
 * The sending half of an association: what goes into the next packet, and when (RFC 9260 §6, §7). What is lost is told by
 * {@link Acknowledgements} or, if there are none, by the timer.
 */
final class Sender {
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
    private final Acknowledgements acknowledgements;
    private final boolean mayAbandon;

    private long peerWindow;
    private long order;
    private long lastSentAt;
    private long decayedAt;

    /** One packet may leave whatever the window says (RFC 9260 §7.2.4). */
    private boolean repairing;

    Sender(Agreement agreed, Outbox outbox, SendQueue queue, long mostInFlight, long nowNanos) {
        this.outbox = outbox;
        this.queue = queue;
        outstanding = new Outstanding(agreed.localTsn());
        congestion = new CongestionControl(agreed.peerWindow(), mostInFlight);
        forward = new ForwardTsn(outstanding);
        mayAbandon = agreed.forwardTsn();
        peerWindow = agreed.peerWindow();
        acknowledgements = new Acknowledgements(outstanding, queue, timeout, congestion, probe);
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
        return repairing || outstanding.flight() < congestion.window() && (outstanding.anyLost() || !queue.empty());
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
        boolean advanced = cumulative != outstanding.acked();
        long ackedBytes = acknowledgements.take(cumulative, chunk, blocks, gaps, nowNanos);
        peerWindow = window;
        if (acknowledgements.findLosses(nowNanos)) {
            repairing |= congestion.lost(outstanding.last());
        }
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
            probe.start(timeout, outstanding.flight(), nowNanos);
        }
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
                outstanding.lose(each);
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
                outstanding.lose(each);
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
        while (outstanding.anyLost()) {
            SentChunk chunk = outstanding.firstLost();
            OutMessage message = chunk.message();
            if (givenUp(message, chunk, nowNanos)) {
                abandon(message);
                continue;
            }
            if (outstanding.flight() >= congestion.window() && !(repairing && !added)) {
                congestion.limiting(true);
                return added;
            }
            if (!outbox.fits(DATA_FIXED + chunk.size)) {
                if (added) {
                    break;
                }
                outbox.flush();
            }
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
            if (outstanding.flight() >= congestion.window()) {
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
            if (outstanding.flight() + size > peerWindow && outstanding.flight() > 0) {
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
        boolean tail = queue.empty() && outstanding.flight() > SctpEndpoint.MAX_PACKET;
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
        outstanding.sent(chunk);
        chunk.transmissions++;
        chunk.misses = 0;
        chunk.order = ++order;
        chunk.sentAt = nowNanos;
        lastSentAt = nowNanos;
        probe.start(timeout, outstanding.flight(), nowNanos);
    }

    /** What is known of a path gets old while nothing is sent. */
    private void decay(long nowNanos) {
        if (outstanding.flight() > 0 || outstanding.anyLost()) {
            return;
        }
        long idle = (nowNanos - Math.max(lastSentAt, decayedAt)) / timeout.nanos();
        if (idle > 0) {
            congestion.idle(idle);
            decayedAt = nowNanos;
        }
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
                outstanding.giveUp(outstanding.get(tsn));
            }
        }
    }
}
