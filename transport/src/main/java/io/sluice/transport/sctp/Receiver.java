package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import org.jspecify.annotations.Nullable;

/** The receiving half of an association: chunks in, whole messages and acknowledgements out (RFC 9260 §6.2, RFC 3758 §3.6). */
final class Receiver {
    /** Takes whole messages, in the order in which they became whole. */
    interface Messages {
        /** The bytes are only valid during the call. */
        void whole(boolean unordered, int stream, int ssn, int protocol, byte[] buffer, int offset, int length);

        /** The peer gave up all ordered messages of a stream up to this one. */
        void skipped(int stream, int ssn);
    }

    private static final int DATA_FIXED = Wire.DATA_HEADER - Wire.CHUNK_HEADER;
    private static final int MOST_GAPS = 200;
    private static final int SACK_FIXED = 12;

    private final ReceivedTsns tsns;
    private final ReceiveWindow window;
    private final Reassembly reassembly;
    private final AckPolicy acks = new AckPolicy();
    private final Messages messages;
    private final byte[] gaps = new byte[4 * MOST_GAPS];
    private int advertised = Integer.MAX_VALUE;

    Receiver(int firstTsn, ReceiveWindow window, int maxMessageSize, Messages messages) {
        tsns = new ReceivedTsns(firstTsn);
        this.window = window;
        reassembly = new Reassembly(window, maxMessageSize, firstTsn);
        this.messages = messages;
    }

    /** All that arrived without a gap. */
    int cumulative() {
        return tsns.cumulative();
    }

    /** What the peer did that ends the association, or null. */
    @Nullable
    SctpEnd violation() {
        return reassembly.violation();
    }

    /**
     * A DATA chunk.
     *
     * @return whether it is one
     */
    boolean data(byte[] chunk, int value, int length, int flags) {
        if (length <= DATA_FIXED) {
            return false;
        }
        int tsn = BigEndian.i32(chunk, value);
        acks.data();
        if ((flags & Wire.IMMEDIATE) != 0) {
            acks.now();
        }
        if (tsns.known(tsn)) {
            acks.duplicate(tsn);
            return true;
        }
        int size = length - DATA_FIXED;
        if (tsns.tooFar(tsn) || !reassembly.admits(tsn) || !window.admits(size, tsns.fills(tsn))) {
            // As if it had been lost.
            acks.now();
            return true;
        }
        int before = tsns.cumulative();
        tsns.add(tsn);
        if ((flags & (Wire.BEGIN | Wire.END)) == (Wire.BEGIN | Wire.END)) {
            messages.whole(
                    (flags & Wire.UNORDERED) != 0,
                    BigEndian.u16(chunk, value + 4),
                    BigEndian.u16(chunk, value + 6),
                    BigEndian.i32(chunk, value + 8),
                    chunk,
                    value + DATA_FIXED,
                    size);
        } else {
            Fragment head = reassembly.add(tsn, flags, chunk, value, size);
            if (head != null) {
                whole(head);
            }
        }
        reassembly.advance(before, tsns.cumulative());
        return true;
    }

    private void whole(Fragment head) {
        messages.whole(
                (head.flags & Wire.UNORDERED) != 0,
                head.stream,
                head.ssn,
                head.protocol,
                reassembly.message(),
                0,
                reassembly.messageLength());
    }

    /**
     * A FORWARD TSN chunk.
     *
     * @return whether it is one
     */
    boolean forward(byte[] chunk, int value, int length) {
        if (length < 4) {
            return false;
        }
        acks.now();
        int point = BigEndian.i32(chunk, value);
        if (!Serial.less(tsns.cumulative(), point)) {
            return true;
        }
        reassembly.skipTo(point);
        tsns.skipTo(point);
        reassembly.advance(point, tsns.cumulative());
        for (int at = value + 4; at + 4 <= value + length; at += 4) {
            messages.skipped(BigEndian.u16(chunk, at), BigEndian.u16(chunk, at + 2));
        }
        return true;
    }

    /** All chunks of a packet have been seen. */
    void packetEnds(long nowNanos) {
        acks.packetEnds(tsns.gaps(), nowNanos);
    }

    /** The peer has to hear from us in any case. */
    void acknowledgeNow(long nowNanos) {
        acks.now();
        acks.packetEnds(true, nowNanos);
    }

    /** There is more room than before: a peer that was stopped has to hear of it. */
    void roomMade(long nowNanos) {
        int free = window.free();
        if (advertised < 2 * SctpEndpoint.MAX_PACKET && free >= 2 * SctpEndpoint.MAX_PACKET) {
            acknowledgeNow(nowNanos);
        }
    }

    boolean acknowledgementDue(long nowNanos) {
        return acks.due(nowNanos);
    }

    boolean acknowledgementWaiting() {
        return acks.waiting();
    }

    long deadline() {
        return acks.deadline();
    }

    /** Writes a SACK chunk. */
    void acknowledge(Outbox outbox) {
        int blocks = tsns.writeGaps(gaps, 0, MOST_GAPS);
        int duplicates = acks.duplicates();
        advertised = window.free();
        int at = outbox.chunk(Wire.SACK, 0, SACK_FIXED + 4 * blocks + 4 * duplicates);
        byte[] packet = outbox.buffer();
        BigEndian.put32(packet, at, tsns.cumulative());
        BigEndian.put32(packet, at + 4, advertised);
        BigEndian.put16(packet, at + 8, blocks);
        BigEndian.put16(packet, at + 10, duplicates);
        System.arraycopy(gaps, 0, packet, at + SACK_FIXED, 4 * blocks);
        for (int i = 0; i < duplicates; i++) {
            BigEndian.put32(packet, at + SACK_FIXED + 4 * blocks + 4 * i, acks.duplicateAt(i));
        }
        acks.acknowledged();
    }
}
