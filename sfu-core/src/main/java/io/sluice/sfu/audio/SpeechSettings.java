package io.sluice.sfu.audio;

import java.time.Duration;

/**
 * When a track counts as speech.
 *
 * @param activeLevel the quietest level that is speech, in −dBov: 0 is loudest, 127 silence
 * @param minActivePercent share of an interval that must be that loud
 * @param interval over which levels are collected, and between two comparisons of speakers; whole milliseconds, at least one
 * @param smoothIntervals intervals over which the moving average runs; 0 or 1 for no average
 */
public record SpeechSettings(int activeLevel, int minActivePercent, Duration interval, int smoothIntervals) {
    /** Those of LiveKit. */
    public static final SpeechSettings DEFAULT = new SpeechSettings(35, 40, Duration.ofMillis(400), 2);

    public SpeechSettings {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval " + interval);
        }
    }

    /** Weight of a new interval in the moving average. */
    double smoothing() {
        return smoothIntervals > 0 ? 2.0 / (smoothIntervals + 1) : 1;
    }
}
