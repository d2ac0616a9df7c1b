package io.sluice.rtp.feedback;

import io.sluice.rtp.rtcp.NtpTime;

/**
 * The relation of a stream's RTP clock to its sender's wall clock, by the sender reports. Streams of one sender share the wall clock; so it
 * says what one layer's timestamp would be in another.
 */
public final class SenderReportClock {
    private static final long NANOS = 1_000_000_000L;

    private final int clockRate;
    private boolean known;
    private long ntpTime;
    private long timestamp;
    private long arrivedAt;

    /** @param clockRate timestamp units a second */
    public SenderReportClock(int clockRate) {
        this.clockRate = clockRate;
    }

    /**
     * Takes a sender report.
     *
     * @param timestamp unwrapped to 64 bits by the stream's unwrapper
     * @return false if it is ignored because its wall clock does not advance: reordered, repeated or nonsense
     */
    public boolean onSenderReport(long ntpTime, long timestamp, long nowNanos) {
        if (known && ntpTime - this.ntpTime <= 0) {
            return false;
        }
        this.known = true;
        this.ntpTime = ntpTime;
        this.timestamp = timestamp;
        this.arrivedAt = nowNanos;
        return true;
    }

    /** Whether a report came; the other methods are meaningless before. */
    public boolean isKnown() {
        return known;
    }

    /** Wall clock of the last report, 64-bit NTP. */
    public long ntpTime() {
        return ntpTime;
    }

    /** RTP clock of the last report, 64-bit. */
    public long timestamp() {
        return timestamp;
    }

    /** When the last report arrived, on our clock. */
    public long arrivedAt() {
        return arrivedAt;
    }

    /** The 64-bit timestamp at a moment of the sender's wall clock. */
    public long timestampAt(long ntp) {
        return timestamp + ticks(NtpTime.nanosBetween(ntpTime, ntp));
    }

    /** The sender's wall clock at a 64-bit timestamp, 64-bit NTP. */
    public long ntpAt(long timestampThen) {
        long ticks = timestampThen - timestamp;
        long seconds = Math.floorDiv(ticks, clockRate);
        long rest = Math.floorMod(ticks, clockRate);
        return ntpTime + (seconds << 32) + (rest << 32) / clockRate;
    }

    /** The 64-bit timestamp at a moment of our own clock, as if the report had taken no time to arrive. */
    public long timestampAtArrival(long nowNanos) {
        return timestamp + ticks(nowNanos - arrivedAt);
    }

    /** The timestamp that another stream of the same sender has at the moment this one has {@code timestampHere}. */
    public long translate(long timestampHere, SenderReportClock other) {
        return other.timestampAt(ntpAt(timestampHere));
    }

    /** The nearest number of ticks, since the fractions of NTP times are cut off. */
    private long ticks(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS);
        long rest = Math.floorMod(nanos, NANOS);
        return seconds * clockRate + (rest * clockRate + NANOS / 2) / NANOS;
    }
}
