package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.stats.QualityScore;
import org.jspecify.annotations.Nullable;

/** The quality of a published track as it arrives, from windows of five seconds. */
final class TrackScore {
    static final long WINDOW_NANOS = 5_000_000_000L;

    private final QualityScore score = new QualityScore();
    private long due = Long.MAX_VALUE;
    private long expectedBefore;
    private long lostBefore;
    private boolean skip = true;

    double score() {
        return score.score();
    }

    long deadline() {
        return due;
    }

    /** The track was negotiated, muted or unmuted: the window under way tells nothing. */
    void disturbed(long nowNanos) {
        skip = true;
        due = nowNanos + WINDOW_NANOS;
    }

    /**
     * Ends a window.
     *
     * @param expected packets of all streams since the beginning
     * @param lost those that neither came nor were repaired
     * @param due whether the publisher ought to send anything
     * @param missingLayers layers that are wanted and do not flow
     */
    void tick(long expected, long lost, boolean due, int missingLayers, @Nullable Codec codec, long nowNanos) {
        this.due = nowNanos + WINDOW_NANOS;
        long windowExpected = expected - expectedBefore;
        long windowLost = Math.max(0, lost - lostBefore);
        expectedBefore = expected;
        lostBefore = lost;
        if (skip) {
            skip = false;
            return;
        }
        if (!due) {
            return;
        }
        if (windowExpected <= 0) {
            score.addLost();
            return;
        }
        double effect = QualityScore.lossEffect(windowExpected, windowLost, weight(codec), 0, 0);
        score.add(Math.min(QualityScore.packetScore(effect, 0), QualityScore.layerScore(missingLayers)));
    }

    static double weight(@Nullable Codec codec) {
        if (codec == null || codec.isVideo()) {
            return QualityScore.VIDEO_WEIGHT;
        }
        return codec == Codec.RED ? QualityScore.RED_WEIGHT : QualityScore.OPUS_WEIGHT;
    }
}
