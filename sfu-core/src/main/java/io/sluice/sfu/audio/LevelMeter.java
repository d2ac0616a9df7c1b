package io.sluice.sfu.audio;

/**
 * How loud one audio track is, from the level that the sender writes into each packet (RFC 6464), so it works on encrypted audio.
 *
 * <p>Levels are collected over 400 ms of audio. If at least 40 % of that time was active, the loudest level, lowered by how much of the
 * time was quiet, goes into a moving average; otherwise the average falls to zero.
 */
public final class LevelMeter {
    /** Levels up to this count as active; the unit is −dBov, so quieter is larger. */
    public static final int ACTIVE_LEVEL = 35;

    /** The window, in nanoseconds. */
    public static final long INTERVAL_NANOS = 400_000_000L;

    private static final int INTERVAL_MILLIS = 400;
    private static final int MIN_ACTIVE_MILLIS = INTERVAL_MILLIS * 40 / 100;
    private static final int SILENCE = 127;
    private static final double SMOOTHING = 2.0 / (2 + 1);
    private static final double ACTIVE_THRESHOLD = linear(ACTIVE_LEVEL);

    private boolean seen;
    private int lastTimestamp;
    private long lastObservedNanos;
    private int observedMillis;
    private int activeMillis;
    private int loudest = SILENCE;
    private double smoothed;

    /**
     * Takes the level of one packet.
     *
     * @param level 0 (loudest) to 127, in −dBov
     * @param timestamp the packet's RTP timestamp; packets older than the newest are ignored
     * @param clockRate ticks of the packet's RTP clock a second
     */
    public void observe(int level, int timestamp, int clockRate, long nowNanos) {
        if (!seen) {
            seen = true;
            lastTimestamp = timestamp;
            lastObservedNanos = nowNanos;
            return;
        }
        int ticks = timestamp - lastTimestamp;
        if (ticks <= 0) {
            return;
        }
        lastTimestamp = timestamp;
        lastObservedNanos = nowNanos;
        // A pause of any length is one window at most.
        int millis = (int) Math.min(INTERVAL_MILLIS, ticks * 1000L / clockRate);
        observedMillis += millis;
        if (level <= ACTIVE_LEVEL) {
            activeMillis += millis;
            loudest = Math.min(loudest, Math.max(0, level));
        }
        if (observedMillis >= INTERVAL_MILLIS) {
            close();
        }
    }

    private void close() {
        if (activeMillis >= MIN_ACTIVE_MILLIS) {
            double adjusted = loudest - 20 * Math.log10((double) activeMillis / INTERVAL_MILLIS);
            smoothed += (linear(adjusted) - smoothed) * SMOOTHING;
        } else {
            smoothed = 0;
        }
        observedMillis = 0;
        activeMillis = 0;
        loudest = SILENCE;
    }

    /** The smoothed level, 0 to about 1; 0 when nothing was observed for two windows. */
    public double level(long nowNanos) {
        return !seen || nowNanos - lastObservedNanos > 2 * INTERVAL_NANOS ? 0 : smoothed;
    }

    /** Whether the level says that somebody speaks. */
    public boolean active(long nowNanos) {
        return level(nowNanos) >= ACTIVE_THRESHOLD;
    }

    /** Forgets everything; for a muted track. */
    public void reset() {
        seen = false;
        observedMillis = 0;
        activeMillis = 0;
        loudest = SILENCE;
        smoothed = 0;
    }

    private static double linear(double minusDbov) {
        return Math.pow(10, -minusDbov / 20);
    }
}
