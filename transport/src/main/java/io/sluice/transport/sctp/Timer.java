package io.sluice.transport.sctp;

/** A point in time that may come. */
final class Timer {
    private long at = Long.MAX_VALUE;

    void start(long nowNanos, long delayNanos) {
        at = nowNanos + delayNanos;
    }

    void stop() {
        at = Long.MAX_VALUE;
    }

    boolean running() {
        return at != Long.MAX_VALUE;
    }

    /** {@link Long#MAX_VALUE} if it is not running. */
    long at() {
        return at;
    }

    /** Whether it has come; then it stops. */
    boolean expired(long nowNanos) {
        if (at > nowNanos) {
            return false;
        }
        at = Long.MAX_VALUE;
        return true;
    }
}
