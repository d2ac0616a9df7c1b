package io.sluice.sfu.track;

import io.sluice.rtp.feedback.KeyframeThrottle;

/**
 * When the publisher of one stream is asked for a key frame: if a receiver needs one, though not too often, and of our own accord as long as
 * a stream that began without one has not brought any. An engine.
 */
final class KeyframeRequests {
    private static final long SEED_INTERVAL_NANOS = 1_000_000_000L;
    private static final long SEED_NANOS = 30_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final KeyframeThrottle throttle;
    private long seedAt = NEVER;
    private long seedUntil;

    /** @param intervalNanos least time between two requests */
    KeyframeRequests(long intervalNanos) {
        throttle = new KeyframeThrottle(intervalNanos);
    }

    /** The stream began in the middle of a picture: nobody can start with it. */
    void begin(long nowNanos) {
        seedAt = nowNanos;
        seedUntil = nowNanos + SEED_NANOS;
    }

    /** A newer key frame than any before. */
    void served() {
        seedAt = NEVER;
        throttle.onKeyFrame();
    }

    /** Somebody needs a key frame. Returns whether to ask now; if not, the wish is {@link #kept}. */
    boolean request(long nowNanos) {
        return throttle.request(nowNanos);
    }

    /** When {@link #kept} or {@link #seed} is due. */
    long deadline() {
        return Math.min(seedAt, throttle.deadline());
    }

    /** Returns whether to ask now for what had to wait. */
    boolean kept(long nowNanos) {
        return throttle.tick(nowNanos);
    }

    /** Returns whether, for want of a first key frame, it is time for a {@link #request}, if anybody wants the stream. */
    boolean seed(long nowNanos) {
        if (nowNanos < seedAt) {
            return false;
        }
        seedAt = nowNanos < seedUntil ? nowNanos + SEED_INTERVAL_NANOS : NEVER;
        return true;
    }
}
