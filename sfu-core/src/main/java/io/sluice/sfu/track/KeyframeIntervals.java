package io.sluice.sfu.track;

import java.time.Duration;

/**
 * Least time between two key frame requests to a publisher, by layer. Streams without simulcast go by the lowest layer's.
 *
 * @param low of the lowest layer
 * @param mid of the middle layer
 * @param high of the highest layer
 */
public record KeyframeIntervals(Duration low, Duration mid, Duration high) {
    /** Those of LiveKit. */
    public static final KeyframeIntervals DEFAULT =
            new KeyframeIntervals(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** That of a layer, 0 for the lowest. */
    long nanos(int layer) {
        return (layer == 0 ? low : layer == 1 ? mid : high).toNanos();
    }
}
