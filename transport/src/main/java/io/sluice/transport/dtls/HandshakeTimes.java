package io.sluice.transport.dtls;

import java.util.concurrent.TimeUnit;

/**
 * How long a handshake may take, and when a flight that got no answer is repeated: first, then doubling, but never later than the most.
 *
 * @param limitNanos after this much time it has failed
 * @param firstResendNanos wait before the first repetition
 * @param maxResendNanos longest wait between two repetitions
 */
record HandshakeTimes(long limitNanos, long firstResendNanos, long maxResendNanos) {
    static final HandshakeTimes DEFAULT = new HandshakeTimes(
            TimeUnit.SECONDS.toNanos(30), TimeUnit.MILLISECONDS.toNanos(150), TimeUnit.SECONDS.toNanos(1));

    /** The limit for the library, which takes zero for endless; ours comes first. */
    int limitMillis() {
        return (int) Math.min(Integer.MAX_VALUE, 1000 + TimeUnit.NANOSECONDS.toMillis(limitNanos));
    }
}
