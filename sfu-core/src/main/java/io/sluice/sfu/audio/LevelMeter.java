package io.sluice.sfu.audio;

/**
 * How loud one audio track is, from the level that the sender writes into each packet (RFC 6464), so it works on encrypted audio.
 *
 * <p>Levels are collected over an interval of audio. If enough of that time was active, the loudest level, lowered by how much of the time
 * was quiet, goes into a moving average; otherwise the average falls to zero.
 */
public final class LevelMeter {
    private static final int SILENCE = 127;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final int activeLevel;
    private final int intervalMillis;
    private final int minActiveMillis;
    private final double smoothing;
    private final double activeThreshold;
    private boolean seen;
    private int lastTimestamp;
    private long lastObservedNanos;
    private int observedMillis;
    private int activeMillis;
    private int loudest = SILENCE;
    private double smoothed;

    /** @param settings what counts as speech */
    public LevelMeter(SpeechSettings settings) {
        this.activeLevel = settings.activeLevel();
        this.intervalMillis = Math.toIntExact(settings.interval().toMillis());
        this.minActiveMillis = intervalMillis * settings.minActivePercent() / 100;
        this.smoothing = settings.smoothing();
        this.activeThreshold = linear(activeLevel);
    }

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
        int millis = (int) Math.min(intervalMillis, ticks * 1000L / clockRate);
        observedMillis += millis;
        if (level <= activeLevel) {
            activeMillis += millis;
            loudest = Math.min(loudest, Math.max(0, level));
        }
        if (observedMillis >= intervalMillis) {
            close();
        }
    }

    private void close() {
        if (activeMillis >= minActiveMillis) {
            double adjusted = loudest - 20 * Math.log10((double) activeMillis / intervalMillis);
            smoothed += (linear(adjusted) - smoothed) * smoothing;
        } else {
            smoothed = 0;
        }
        observedMillis = 0;
        activeMillis = 0;
        loudest = SILENCE;
    }

    /** The smoothed level, 0 to about 1; 0 when nothing was observed for two windows. */
    public double level(long nowNanos) {
        return !seen || nowNanos - lastObservedNanos > 2 * intervalMillis * NANOS_PER_MILLI ? 0 : smoothed;
    }

    /** Whether the level says that somebody speaks. */
    public boolean active(long nowNanos) {
        return level(nowNanos) >= activeThreshold;
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
