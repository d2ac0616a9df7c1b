package io.sluice.rtp.ext;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;

/** Limits of the receiver's playout delay: two numbers of 12 bits in steps of 10 ms. */
public final class PlayoutDelay {
    /** Bytes of data. */
    public static final int SIZE = 3;
    /** The greatest value of either limit in milliseconds. */
    public static final int MAX_MILLIS = 0xfff * 10;

    private PlayoutDelay() {}

    /** The lower limit in milliseconds, or -1. */
    public static int minMillis(RtpPacket packet, int id) {
        int value = read(packet, id);
        return value < 0 ? -1 : (value >> 12) * 10;
    }

    /** The upper limit in milliseconds, or -1. */
    public static int maxMillis(RtpPacket packet, int id) {
        int value = read(packet, id);
        return value < 0 ? -1 : (value & 0xfff) * 10;
    }

    /** Writes both limits, cut to the range and rounded down to 10 ms. */
    public static void write(byte[] buffer, int offset, int minMillis, int maxMillis) {
        BigEndian.put24(buffer, offset, steps(minMillis) << 12 | steps(maxMillis));
    }

    private static int steps(int millis) {
        return Math.clamp(millis, 0, MAX_MILLIS) / 10;
    }

    private static int read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < SIZE ? -1 : BigEndian.u24(packet.buffer(), at);
    }
}
