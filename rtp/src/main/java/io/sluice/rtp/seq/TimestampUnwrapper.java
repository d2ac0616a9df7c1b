package io.sluice.rtp.seq;

/** Extends 32-bit RTP timestamps to 64 bits. The first timestamp t becomes 2^32 + t, so that older ones do not become negative. */
public final class TimestampUnwrapper {
    private static final long FIRST_CYCLE = 1L << 32;

    private long newest = -1;

    /** The 64-bit value of a timestamp, whose 32 bits are given; moves on if it is the newest. */
    public long unwrap(int timestamp) {
        long value = peek(timestamp);
        if (value > newest) {
            newest = value;
        }
        return value;
    }

    /** What {@link #unwrap} would answer, without learning from it. */
    public long peek(int timestamp) {
        if (newest < 0) {
            return FIRST_CYCLE + Integer.toUnsignedLong(timestamp);
        }
        return Math.max(0, newest + (timestamp - (int) newest));
    }

    /** The greatest value so far, or -1 before the first. */
    public long newest() {
        return newest;
    }

    /** Forgets everything. */
    public void reset() {
        newest = -1;
    }
}
