package io.sluice.rtp.ext;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;

/** When a packet left the sender: 24 bits, of which 18 are fractions of a second, so that it turns over every 64 s. */
public final class AbsSendTime {
    /** Bytes of data. */
    public static final int SIZE = 3;

    private static final long NANOS = 1_000_000_000L;

    private AbsSendTime() {}

    /** The 24 bits, or -1. */
    public static int read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < SIZE ? -1 : BigEndian.u24(packet.buffer(), at);
    }

    /** Writes a time of our clock. */
    public static void write(byte[] buffer, int offset, long nowNanos) {
        BigEndian.put24(buffer, offset, ofNanos(nowNanos));
    }

    /** Nanoseconds of any clock in 24 bits. */
    public static int ofNanos(long nanos) {
        long rest = Math.floorMod(nanos, 64 * NANOS);
        return (int) ((rest << 18) / NANOS) & 0xff_ffff;
    }

    /** The difference {@code later - earlier} of two 24-bit times in nanoseconds, from -32 s to 32 s. */
    public static long nanosBetween(int earlier, int later) {
        return ((long) ((later - earlier) << 8 >> 8) * NANOS) >> 18;
    }
}
