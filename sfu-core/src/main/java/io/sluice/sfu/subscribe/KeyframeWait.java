package io.sluice.sfu.subscribe;

import io.sluice.sfu.measure.MediaCounters;

/** That a subscriber's stream waits for a key frame: when to ask the publisher next, and how long there was no picture meanwhile. */
final class KeyframeWait {
    private static final long MIN_REQUEST_NANOS = 200_000_000L;
    private static final long MAX_REQUEST_NANOS = 1_000_000_000L;

    private long requestAt = Long.MAX_VALUE;
    private long darkSince = Long.MAX_VALUE;
    private long waits;
    private long waitNanos;

    /**
     * It waits, and the publisher is to be asked at once.
     *
     * @param dark whether there is no picture until then; otherwise that of another layer
     */
    void on(boolean dark, long nowNanos) {
        requestAt = nowNanos;
        if (dark) {
            darkSince = Math.min(darkSince, nowNanos);
        }
    }

    /** It waits no more: it has what it wants, or wants nothing. */
    void off() {
        requestAt = Long.MAX_VALUE;
        darkSince = Long.MAX_VALUE;
    }

    /** The publisher was asked. */
    void requested(long roundTripNanos, long nowNanos) {
        requestAt = nowNanos + Math.clamp(2 * roundTripNanos, MIN_REQUEST_NANOS, MAX_REQUEST_NANOS);
    }

    /** There is a picture. Returns how long there was none, 0 if there was one. */
    long shown(long nowNanos) {
        if (darkSince == Long.MAX_VALUE) {
            return 0;
        }
        long waited = nowNanos - darkSince;
        darkSince = Long.MAX_VALUE;
        waits++;
        waitNanos += waited;
        return waited;
    }

    /** When the publisher is to be asked; {@link Long#MAX_VALUE} for never. */
    long deadline() {
        return requestAt;
    }

    /** Adds what was counted since the last time. */
    void measure(MediaCounters counters) {
        counters.keyFrameWaits.add(waits);
        counters.keyFrameWaitNanos.add(waitNanos);
        waits = 0;
        waitNanos = 0;
    }
}
