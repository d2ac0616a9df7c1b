package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** A request to send packets again (RFC 4585 §6.2.1): items of one sequence number and a bit mask of the sixteen after it. */
public final class GenericNack {
    private static final int FIXED = 12;
    private static final int ITEM = 4;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int end;
    private int at;
    private int base;
    private int mask;

    /** Points this before the first lost packet of a block; false if the block is no NACK. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.TRANSPORT_FEEDBACK
                || block.count() != RtcpType.FORMAT_NACK
                || block.length() < FIXED) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        at = offset + FIXED;
        end = at + (block.length() - FIXED & ~(ITEM - 1));
        mask = 0;
        return true;
    }

    /** Who asks. */
    public int senderSsrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** The stream whose packets are missing. */
    public int mediaSsrc() {
        return BigEndian.i32(buffer, offset + 8);
    }

    /** The next lost sequence number, 0 to 65535, or -1 at the end. */
    public int next() {
        if (mask != 0) {
            int bit = Integer.numberOfTrailingZeros(mask);
            mask &= mask - 1;
            return base + 1 + bit & 0xffff;
        }
        if (at >= end) {
            return -1;
        }
        base = BigEndian.u16(buffer, at);
        mask = BigEndian.u16(buffer, at + 2);
        at += ITEM;
        return base;
    }

    /**
     * Asks for packets.
     *
     * @param lost sequence numbers in ascending order, modulo 2^16; only their low 16 bits count
     * @param from index of the first to ask for
     * @param to index behind the last
     * @return how many were written, from {@code from} on; 0 if there was no room for any
     */
    public static int write(RtcpWriter writer, int senderSsrc, int mediaSsrc, int[] lost, int from, int to) {
        if (from >= to || !writer.open(RtcpType.TRANSPORT_FEEDBACK, RtcpType.FORMAT_NACK, FIXED - 4 + ITEM)) {
            return 0;
        }
        writer.put32(senderSsrc);
        writer.put32(mediaSsrc);
        int i = from;
        while (i < to && writer.extend(ITEM)) {
            int first = lost[i++];
            int bits = 0;
            while (i < to) {
                int distance = lost[i] - first & 0xffff;
                if (distance > 16) {
                    break;
                }
                if (distance > 0) {
                    bits |= 1 << distance - 1;
                }
                i++;
            }
            writer.put16(first);
            writer.put16(bits);
        }
        writer.close();
        return i - from;
    }
}
