package io.sluice.transport.sctp;

/** How long to wait for an acknowledgement (RFC 9260 §6.3), with limits for a path that ICE watches already. */
final class RetransmissionTimeout {
    private static final long INITIAL = 500 * Times.MILLI;
    private static final long LEAST = 400 * Times.MILLI;

    /** A longer silence is the path's, and ends with it: then nobody shall wait for a minute. */
    private static final long MOST = 3_000 * Times.MILLI;

    /** A peer may take 200 ms before it acknowledges. */
    private static final long LEAST_VARIATION = 220 * Times.MILLI;

    private long smoothed = -1;
    private long variation;
    private long base = INITIAL;
    private long current = INITIAL;

    /** With the doublings of repeated expiry. */
    long nanos() {
        return current;
    }

    /** The smoothed round trip; -1 before there is any. */
    long roundTripNanos() {
        return smoothed;
    }

    /** A round trip of a packet that was sent once (Karn's rule). */
    void measured(long nanos) {
        if (nanos < 0) {
            return;
        }
        if (smoothed < 0) {
            smoothed = nanos;
            variation = nanos / 2;
        } else {
            variation = (3 * variation + Math.abs(smoothed - nanos)) / 4;
            smoothed = (7 * smoothed + nanos) / 8;
        }
        base = Math.clamp(smoothed + Math.max(4 * variation, LEAST_VARIATION), LEAST, MOST);
        current = base;
    }

    /** Nothing came in time. */
    void expired() {
        current = Math.min(2 * current, MOST);
    }

    /** Something new was acknowledged. */
    void progressed() {
        current = base;
    }
}
