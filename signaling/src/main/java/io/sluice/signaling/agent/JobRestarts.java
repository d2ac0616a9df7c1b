package io.sluice.signaling.agent;

import java.time.Duration;
import java.time.Instant;

/** When a job that has failed is followed by another one: at once, after longer and longer pauses, and in the end not at all. */
final class JobRestarts {
    /** Failures in a row after which a slot is given up. */
    static final int MAX_FAILURES = 10;

    /** A job that lived that long has not failed in a row with the one before. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private JobRestarts() {}

    /** How many jobs of the slot have failed in a row, with this one. */
    static int failures(AgentJob failed, Instant now) {
        boolean stable = Duration.between(failed.startedAt(), now).compareTo(STABLE) > 0;
        return stable ? 1 : failed.failures + 1;
    }

    /** How long the next job waits after so many failures in a row; zero after the first. */
    static Duration pause(int failures) {
        if (failures == 1) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 2));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
