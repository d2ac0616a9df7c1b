package io.sluice.rtp.feedback;

import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.ReportBlock;

/** Counts one received stream and reports on it: loss (RFC 3550 §A.3), jitter (§A.8), and the echo of the last sender report (§6.4.1). */
public final class ReceptionStats {
    private static final int MAX_LOST = 0x7f_ffff;
    private static final int MIN_LOST = -0x80_0000;
    /** A change of transit time above five seconds is a new clock, not jitter. */
    private static final int MAX_JITTER_SECONDS = 5;

    private final int clockRate;
    private long base = -1;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long firstNanos;
    private int lastTimestamp;
    private int lastTransit;
    // In 16ths of a timestamp unit, so that the filter of RFC 3550 needs no fractions.
    private long scaledJitter;
    private int lastSenderReport;
    private long lastSenderReportAt;

    /** @param clockRate timestamp units a second */
    public ReceptionStats(int clockRate) {
        this.clockRate = clockRate;
    }

    /**
     * A packet came on its own stream; retransmissions do not count, since the report is about the path.
     *
     * <p>Of the packets with one timestamp, a frame's, only the first counts for the jitter: that the sender spreads them is not the path's
     * doing.
     *
     * @param sequence 64-bit sequence number
     */
    public void onPacket(long sequence, int timestamp, long nowNanos) {
        received++;
        if (base < 0) {
            base = sequence;
            highest = sequence;
            firstNanos = nowNanos;
            lastTimestamp = timestamp;
            lastTransit = -timestamp;
            return;
        }
        if (sequence <= highest) {
            return;
        }
        highest = sequence;
        if (timestamp == lastTimestamp) {
            return;
        }
        lastTimestamp = timestamp;
        int transit = (int) ((nowNanos - firstNanos) / 1000 * clockRate / 1_000_000) - timestamp;
        int change = Math.abs(transit - lastTransit);
        lastTransit = transit;
        if (change >= 0 && change < MAX_JITTER_SECONDS * clockRate) {
            scaledJitter += change - ((scaledJitter + 8) >> 4);
        }
    }

    /** The stream's sender reported. */
    public void onSenderReport(long ntpTime, long nowNanos) {
        lastSenderReport = NtpTime.compact(ntpTime);
        lastSenderReportAt = nowNanos;
    }

    /** Starts over, for a sender that did; its clock reports stay. */
    public void reset() {
        base = -1;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        scaledJitter = 0;
    }

    /**
     * Fills a report about everything until now; the share of loss is since the last call.
     *
     * @return false if no packet has come yet and there is nothing to report
     */
    public boolean report(int ssrc, ReportBlock into, long nowNanos) {
        if (base < 0) {
            return false;
        }
        long expected = expected();
        long expectedInterval = expected - expectedBefore;
        long lostInterval = expectedInterval - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        into.ssrc = ssrc;
        into.fractionLost =
                lostInterval <= 0 ? 0 : (int) Math.min(255, (lostInterval << 8) / Math.max(1, expectedInterval));
        into.cumulativeLost = (int) Math.clamp(lost(), MIN_LOST, MAX_LOST);
        // The first cycle of the unwrapper is the wire's cycle 0.
        into.highestSequence = (int) (highest - 0x1_0000);
        into.jitter = jitter();
        into.lastSenderReport = lastSenderReport;
        into.delaySinceLastSenderReport =
                lastSenderReport == 0 ? 0 : NtpTime.nanosToCompact(nowNanos - lastSenderReportAt);
        return true;
    }

    /** Packets the sequence numbers say were sent. */
    public long expected() {
        return base < 0 ? 0 : highest - base + 1;
    }

    /** Packets that came, repeated ones included. */
    public long received() {
        return received;
    }

    /** Packets that did not come; negative if more came twice. */
    public long lost() {
        return expected() - received;
    }

    /** Interarrival jitter in timestamp units. */
    public int jitter() {
        return (int) (scaledJitter >> 4);
    }

    /** Interarrival jitter in nanoseconds. */
    public long jitterNanos() {
        return (scaledJitter >> 4) * 1_000_000_000L / clockRate;
    }
}
