package io.sluice.signaling.agent;

import java.time.Instant;

/** Times of dispatches and jobs travel as nanoseconds of the epoch. */
final class AgentTimes {
    private static final long NANOS = 1_000_000_000;

    private AgentTimes() {}

    static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS + time.getNano();
    }
}
