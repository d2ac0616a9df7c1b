package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;

/**
 * Arrival times of packets by transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). {@link #read} checks
 * the whole block; then {@link #next} steps through every packet it speaks of, received or not.
 */
public final class TransportFeedback {
    /** Nanoseconds of one tick of {@link #arrival}. */
    public static final long TICK_NANOS = 250_000;
    /** Ticks of one step of the reference time (64 ms). */
    static final int REFERENCE_TICKS = 256;

    static final int FIXED = 20;
    static final int NOT_RECEIVED = 0;
    static final int SMALL_DELTA = 1;
    static final int LARGE_DELTA = 2;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int count;

    private int index;
    private int chunkAt;
    private int chunk;
    private int chunkIndex;
    private int chunkLeft;
    private int deltaAt;
    private int status;
    private long arrival;

    /** Points this before the first packet; false if the block is no such feedback, is empty, contradicts itself or is cut off. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.TRANSPORT_FEEDBACK
                || block.count() != RtcpType.FORMAT_TRANSPORT_WIDE
                || block.length() < FIXED) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        count = BigEndian.u16(buffer, offset + 14);
        int end = offset + block.length();
        int at = offset + FIXED;
        int left = count;
        int deltas = 0;
        while (left > 0) {
            if (end - at < 2) {
                return false;
            }
            int word = BigEndian.u16(buffer, at);
            at += 2;
            int statuses = Math.min(left, statusesOf(word));
            if (statuses == 0) {
                return false;
            }
            int bytes = deltaBytes(word, statuses);
            if (bytes < 0) {
                return false;
            }
            deltas += bytes;
            left -= statuses;
        }
        if (count == 0 || deltas > end - at) {
            return false;
        }
        deltaAt = at;
        rewind();
        return true;
    }

    private void rewind() {
        index = -1;
        chunkAt = offset + FIXED;
        chunkLeft = 0;
        arrival = (long) referenceTime() * REFERENCE_TICKS;
        status = NOT_RECEIVED;
    }

    /** Who reports. */
    public int senderSsrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** A stream of the sender; means nothing, since the numbers are the transport's. */
    public int mediaSsrc() {
        return BigEndian.i32(buffer, offset + 8);
    }

    /** The first sequence number, 0 to 65535. */
    public int baseSequence() {
        return BigEndian.u16(buffer, offset + 12);
    }

    /** How many packets the block speaks of, 1 to 65535. */
    public int count() {
        return count;
    }

    /** The signed 24-bit reference time in steps of 64 ms. */
    public int referenceTime() {
        return BigEndian.u24(buffer, offset + 16) << 8 >> 8;
    }

    /** Number of the feedback packet, 0 to 255, counting up. */
    public int feedbackCount() {
        return BigEndian.u8(buffer, offset + 19);
    }

    /** Steps to the next packet; false at the end. */
    public boolean next() {
        if (index + 1 >= count) {
            return false;
        }
        index++;
        if (chunkLeft == 0) {
            chunk = BigEndian.u16(buffer, chunkAt);
            chunkAt += 2;
            chunkIndex = 0;
            chunkLeft = statusesOf(chunk);
        }
        status = statusAt(chunk, chunkIndex++);
        chunkLeft--;
        if (status == SMALL_DELTA) {
            arrival += BigEndian.u8(buffer, deltaAt++);
        } else if (status == LARGE_DELTA) {
            arrival += (short) BigEndian.u16(buffer, deltaAt);
            deltaAt += 2;
        }
        return true;
    }

    /** The sequence number of the current packet, 0 to 65535. */
    public int sequence() {
        return baseSequence() + index & 0xffff;
    }

    /** Whether the current packet was received. */
    public boolean received() {
        return status != NOT_RECEIVED;
    }

    /**
     * When the current packet arrived, in ticks of {@value #TICK_NANOS} ns on the receiver's clock. The clock has 32 bits of ticks: the
     * difference of two of these, cut to an int, is right over its turn. Only of a packet that was {@link #received}.
     */
    public long arrival() {
        return arrival;
    }

    private static int statusesOf(int chunk) {
        if ((chunk & 0x8000) == 0) {
            return chunk & 0x1fff;
        }
        return (chunk & 0x4000) == 0 ? 14 : 7;
    }

    private static int statusAt(int chunk, int i) {
        if ((chunk & 0x8000) == 0) {
            return chunk >> 13 & 3;
        }
        return (chunk & 0x4000) == 0 ? chunk >> 13 - i & 1 : chunk >> 12 - 2 * i & 3;
    }

    /** Bytes of deltas for the first statuses of a chunk; -1 if one of them is the reserved one. */
    private static int deltaBytes(int chunk, int statuses) {
        if ((chunk & 0x8000) == 0) {
            int symbol = chunk >> 13 & 3;
            return symbol == 3 ? -1 : symbol * statuses;
        }
        int bytes = 0;
        for (int i = 0; i < statuses; i++) {
            int symbol = statusAt(chunk, i);
            if (symbol == 3) {
                return -1;
            }
            bytes += symbol;
        }
        return bytes;
    }
}
