package io.sluice.rtp.rtcp;

/** Arithmetic of 64-bit NTP timestamps: seconds since 1900 in the upper half, fractions of 2^-32 s in the lower (RFC 5905 §6). */
public final class NtpTime {
    /** Seconds from 1900 to 1970. */
    public static final long UNIX_EPOCH = 2_208_988_800L;

    private static final long NANOS = 1_000_000_000L;

    private NtpTime() {}

    /** From seconds and nanoseconds since 1970. */
    public static long ofUnix(long seconds, int nanos) {
        return seconds + UNIX_EPOCH << 32 | ((long) nanos << 32) / NANOS;
    }

    /** From nanoseconds since any fixed point; for differences on a clock of our own. */
    public static long ofNanos(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS);
        long rest = Math.floorMod(nanos, NANOS);
        return seconds << 32 | (rest << 32) / NANOS;
    }

    /** The difference {@code later - earlier} in nanoseconds, right for up to 68 years. */
    public static long nanosBetween(long earlier, long later) {
        long difference = later - earlier;
        return (difference >> 32) * NANOS + ((difference & 0xffff_ffffL) * NANOS >>> 32);
    }

    /** The middle 32 bits, which LSR and LRR carry (RFC 3550 §4): units of 2^-16 s. */
    public static int compact(long ntp) {
        return (int) (ntp >> 16);
    }

    /** A difference of {@link #compact} times, or a DLSR, in nanoseconds: units of 2^-16 s, unsigned. */
    public static long compactToNanos(int units) {
        return Integer.toUnsignedLong(units) * NANOS >> 16;
    }

    /** Nanoseconds in units of 2^-16 s, as a DLSR has them. */
    public static int nanosToCompact(long nanos) {
        return (int) ((nanos / NANOS << 16) + ((nanos % NANOS << 16) / NANOS));
    }

    /**
     * The round trip a receiver report tells (RFC 3550 §6.4.1): {@code now - LSR - DLSR}.
     *
     * @param now {@link #compact} time of arrival
     * @return nanoseconds; -1 if the report answers no sender report, or its times contradict each other
     */
    public static long roundTrip(int now, int lastReport, int delay) {
        if (lastReport == 0) {
            return -1;
        }
        int units = now - lastReport - delay;
        return units < 0 ? -1 : compactToNanos(units);
    }
}
