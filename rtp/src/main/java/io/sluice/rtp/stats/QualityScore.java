package io.sluice.rtp.stats;

/**
 * The quality of one stream from 0 to 100: a pure function of a window of about five seconds, and smoothing over windows that falls faster than
 * it rises.
 */
public final class QualityScore {
    /** Weight of loss for Opus. */
    public static final double OPUS_WEIGHT = 8.0;
    /** Weight of loss for Opus with in-band forward error correction. */
    public static final double OPUS_FEC_WEIGHT = 8.0 / 1.5;
    /** Weight of loss for RED. */
    public static final double RED_WEIGHT = 4.0;
    /** Weight of loss for video. */
    public static final double VIDEO_WEIGHT = 10.0;

    private static final double MAX = 100;
    private static final double FLOOR = 30;
    private static final double LOST = 20;
    private static final double RISING = 0.4;
    private static final double FALLING = 0.8;
    private static final double LAYER_STEP = 35;
    private static final double BITRATE_SLOPE = 20;

    private double score = MAX;

    /** The score after the last window. */
    public double score() {
        return score;
    }

    /** Adds a window's score, 0 to 100; never lets the smoothed score fall below 30, which is poor but not lost. */
    public void add(double window) {
        double bounded = Math.clamp(window, FLOOR, MAX);
        double factor = bounded > score ? RISING : FALLING;
        score = factor * bounded + (1 - factor) * score;
    }

    /** A window in which nothing came though something should have: the connection counts as lost at once. */
    public void addLost() {
        score = LOST;
    }

    /** Starts over at the best score. */
    public void reset() {
        score = MAX;
    }

    /**
     * What loss takes from a window's score.
     *
     * @param expected packets, padding included
     * @param lost those that neither came nor were repaired
     * @param weight one of the constants here
     * @param rate packets a second in this window
     * @param usualRate the most frequent rate of the stream, or 0 if not known yet: a window with few packets says little
     */
    public static double lossEffect(long expected, long lost, double weight, double rate, double usualRate) {
        if (expected <= 0 || lost <= 0) {
            return 0;
        }
        double percent = 100.0 * Math.min(lost, expected) / expected;
        double trust = usualRate > 0 && rate < usualRate ? Math.sqrt(rate / usualRate) : 1;
        return percent * weight * trust;
    }

    /** What delay takes from a window's score: simplified slopes of the E-model. */
    public static double delayEffect(long maxRoundTripNanos, long maxJitterNanos) {
        double millis = (maxRoundTripNanos / 2.0 + 2.0 * maxJitterNanos) / 1e6;
        return millis <= 160 ? millis / 40 : (millis - 120) / 10;
    }

    /** A window's score by what was lost and delayed. */
    public static double packetScore(double lossEffect, double delayEffect) {
        return Math.clamp(MAX - lossEffect - delayEffect, 0, MAX);
    }

    /** A window's score by how many layers the stream is below the one wanted. */
    public static double layerScore(double distance) {
        return Math.clamp(MAX - LAYER_STEP * Math.max(0, distance), 0, MAX);
    }

    /** A window's score by the bits that came of those expected. */
    public static double bitrateScore(long expectedBits, long actualBits) {
        if (expectedBits <= 0 || actualBits >= expectedBits) {
            return MAX;
        }
        return actualBits <= 0
                ? 0
                : Math.clamp(MAX - BITRATE_SLOPE * Math.log((double) expectedBits / actualBits), 0, MAX);
    }

    /** The mean opinion score a score stands for, 1 to 4.5 (ITU-T G.107 annex B). */
    public static double meanOpinion(double score) {
        return Math.clamp(1 + 0.035 * score + 7e-6 * score * (score - 60) * (100 - score), 1, 4.5);
    }
}
