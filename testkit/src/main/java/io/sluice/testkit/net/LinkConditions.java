package io.sluice.testkit.net;

/**
 * How one direction of a path treats packets.
 *
 * @param delayNanos the least time a packet takes
 * @param jitterNanos added at random, evenly from 0 to this; packets that draw unlike values overtake each other
 * @param loss share of packets that vanish, 0 to 1
 * @param duplication share of packets that arrive twice, 0 to 1
 */
public record LinkConditions(long delayNanos, long jitterNanos, double loss, double duplication) {
    /** A path that only takes time. */
    public static LinkConditions delay(long millis) {
        return new LinkConditions(millis * 1_000_000, 0, 0, 0);
    }

    /** The same path with random loss. */
    public LinkConditions withLoss(double share) {
        return new LinkConditions(delayNanos, jitterNanos, share, duplication);
    }

    /** The same path with random delay, and so with reordering. */
    public LinkConditions withJitter(long millis) {
        return new LinkConditions(delayNanos, millis * 1_000_000, loss, duplication);
    }

    /** The same path with random duplicates. */
    public LinkConditions withDuplication(double share) {
        return new LinkConditions(delayNanos, jitterNanos, loss, share);
    }
}
