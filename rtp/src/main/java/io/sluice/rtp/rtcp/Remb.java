package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03 §2.2), an application layer feedback. */
public final class Remb {
    private static final int FIXED = 20;
    private static final int IDENTIFIER = 'R' << 24 | 'E' << 16 | 'M' << 8 | 'B';
    private static final int MANTISSA_BITS = 18;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int streams;

    /** Points this at a block; false if it is no REMB or shorter than its count of streams says. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.PAYLOAD_FEEDBACK
                || block.count() != RtcpType.FORMAT_APPLICATION
                || block.length() < FIXED
                || BigEndian.i32(block.buffer(), block.offset() + 12) != IDENTIFIER) {
            return false;
        }
        int count = BigEndian.u8(block.buffer(), block.offset() + 16);
        if (block.length() < FIXED + 4 * count) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        streams = count;
        return true;
    }

    /** Who estimates. */
    public int senderSsrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Bits a second; {@link Long#MAX_VALUE} for what does not fit into a long. */
    public long bitrate() {
        int field = BigEndian.u24(buffer, offset + 17);
        int exponent = field >> MANTISSA_BITS;
        long mantissa = field & (1 << MANTISSA_BITS) - 1;
        if (mantissa != 0 && exponent >= Long.numberOfLeadingZeros(mantissa)) {
            return Long.MAX_VALUE;
        }
        return mantissa << exponent;
    }

    /** Number of streams the estimate is for together. */
    public int streams() {
        return streams;
    }

    /** A stream, 0 to {@link #streams} exclusive. */
    public int ssrc(int index) {
        return BigEndian.i32(buffer, offset + FIXED + 4 * index);
    }

    /**
     * Writes an estimate; it loses bits below the 18 the field has, downward.
     *
     * @param bitrate bits a second, not negative
     * @param ssrcs at most 255 streams
     */
    public static boolean write(RtcpWriter writer, int senderSsrc, long bitrate, int[] ssrcs, int count) {
        if (count > 255
                || !writer.open(RtcpType.PAYLOAD_FEEDBACK, RtcpType.FORMAT_APPLICATION, FIXED - 4 + 4 * count)) {
            return false;
        }
        int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(bitrate) - MANTISSA_BITS);
        writer.put32(senderSsrc);
        writer.put32(0);
        writer.put32(IDENTIFIER);
        writer.put8(count);
        writer.put24(exponent << MANTISSA_BITS | (int) (bitrate >> exponent));
        for (int i = 0; i < count; i++) {
            writer.put32(ssrcs[i]);
        }
        writer.close();
        return true;
    }
}
