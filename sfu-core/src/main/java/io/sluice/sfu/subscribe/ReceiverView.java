package io.sluice.sfu.subscribe;

import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.stats.QualityScore;
import io.sluice.rtp.stats.StreamStats;

/** How a down track arrives at its subscriber, by the subscriber's reports; and a score of it, from windows of five seconds. */
final class ReceiverView {
    static final long WINDOW_NANOS = 5_000_000_000L;

    /** A subscriber that reports nothing for so long though it is sent something has lost the connection. */
    private static final long SILENCE_NANOS = 30_000_000_000L;

    private static final int REPORTS = 4;
    /** Between two reports; more is a mistake. */
    private static final int MOST_REPORTED = 100_000;

    private final QualityScore score = new QualityScore();
    private final double lossWeight;
    // The sender reports sent last: a receiver names the one it answers by the middle of its wall clock, which is the
    // publisher's.
    private final int[] reportTimes = new int[REPORTS];
    private final long[] reportsSentAt = new long[REPORTS];
    private int reports;

    private int lost;
    private int newlyLost;
    private int newlyReceived;
    private int highestBefore;
    private boolean reported;
    private long reportedAt;
    private long windowEnd = Long.MAX_VALUE;
    private long packetsBefore;
    private long answersBefore;
    private int lostBefore;

    ReceiverView(double lossWeight) {
        this.lossWeight = lossWeight;
    }

    /** A sender report with this wall clock goes out. */
    void senderReport(long ntpTime, long nowNanos) {
        int i = reports++ & REPORTS - 1;
        reportTimes[i] = NtpTime.compact(ntpTime);
        reportsSentAt[i] = nowNanos;
    }

    /**
     * The subscriber reports.
     *
     * @return the round trip in nanoseconds, -1 if the report does not tell
     */
    long report(ReportBlock block, StreamStats stats, int clockRate, long nowNanos) {
        int missed = block.cumulativeLost - lost;
        int highest = block.highestSequence - highestBefore;
        boolean plausible = reported && missed >= 0 && highest >= missed && highest < MOST_REPORTED;
        newlyLost = plausible ? missed : 0;
        newlyReceived = plausible ? highest - missed : 0;
        highestBefore = block.highestSequence;
        lost = block.cumulativeLost;
        reported = true;
        reportedAt = nowNanos;
        stats.jitter(Integer.toUnsignedLong(block.jitter) * 1_000_000_000L / clockRate);
        if (block.lastSenderReport != 0) {
            for (int i = 0; i < Math.min(reports, REPORTS); i++) {
                if (reportTimes[i] == block.lastSenderReport) {
                    long nanos = nowNanos - reportsSentAt[i] - NtpTime.compactToNanos(block.delaySinceLastSenderReport);
                    if (nanos >= 0) {
                        stats.roundTrip(nanos);
                        return nanos;
                    }
                }
            }
        }
        return -1;
    }

    /** Packets that were lost between the last two reports. */
    int newlyLost() {
        return newlyLost;
    }

    /** Packets that arrived between them. */
    int newlyReceived() {
        return newlyReceived;
    }

    /** Packets lost by the last report. */
    int lost() {
        return lost;
    }

    double score() {
        return score.score();
    }

    /** Starts a window: something changed that makes the one under way tell nothing. */
    void restart(StreamStats stats, long nowNanos) {
        windowEnd = nowNanos + WINDOW_NANOS;
        reportedAt = nowNanos;
        remember(stats);
    }

    long deadline() {
        return windowEnd;
    }

    /**
     * Ends a window.
     *
     * @param apart whether retransmissions go out on a stream of their own, which reports about the media do not count
     * @param missingLayers layers that are wanted, and flow, but are not sent
     */
    void tick(StreamStats stats, boolean apart, int missingLayers, long nowNanos) {
        windowEnd = nowNanos + WINDOW_NANOS;
        long sent = stats.packets - packetsBefore;
        long missed = Math.max(0, lost - lostBefore);
        if (apart && sent > 0) {
            // Of the answers as many are lost as of all packets.
            double arriving = 1 - Math.min(1.0, (double) missed / sent);
            missed = Math.max(0, missed - (long) (arriving * (stats.nacksAnswered - answersBefore)));
        }
        remember(stats);
        if (sent == 0) {
            reportedAt = nowNanos;
        } else if (reported && nowNanos - reportedAt >= SILENCE_NANOS) {
            score.addLost();
        } else {
            double effect = QualityScore.lossEffect(sent, missed, lossWeight, 0, 0);
            score.add(Math.min(QualityScore.packetScore(effect, 0), QualityScore.layerScore(missingLayers)));
        }
    }

    private void remember(StreamStats stats) {
        packetsBefore = stats.packets;
        answersBefore = stats.nacksAnswered;
        lostBefore = lost;
    }
}
