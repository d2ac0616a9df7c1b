package io.sluice.sfu.allocate;

/** When one track may be given more again: not at once after the last time, and not what has just proved too much. */
public final class Patience {
    static final long BETWEEN_SPATIAL_NANOS = 2_000_000_000L;
    static final long BETWEEN_TEMPORAL_NANOS = 500_000_000L;
    /** Given up so soon after it was given, a rung has failed. */
    static final long TRIAL_NANOS = 4_000_000_000L;

    static final long FIRST_BLOCK_NANOS = 10_000_000_000L;
    private static final long LONGEST_BLOCK_NANOS = 60_000_000_000L;
    private static final double BLOCK_GROWTH = 1.5;
    /** A line that is so much better is another one. */
    private static final double ANOTHER_LINE = 1.3;

    private static final double NEARLY = 0.9;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private long spatiallyRaisedAt = NEVER;
    private long raisedAt = NEVER;
    private long failedAt = NEVER + 1;
    private long blockedUntil = NEVER;
    private long blockNanos = FIRST_BLOCK_NANOS;
    private long failedCost;
    private long failedBudget;
    private long raisedBudget;

    /**
     * Whether a raise is due.
     *
     * @param spatial whether it is one of the spatial layer, which costs a key frame
     * @param cost of the track then
     * @param budget that there is for all
     */
    public boolean mayRaise(boolean spatial, long cost, long budget, long nowNanos) {
        if (nowNanos - (spatial ? spatiallyRaisedAt : raisedAt)
                < (spatial ? BETWEEN_SPATIAL_NANOS : BETWEEN_TEMPORAL_NANOS)) {
            return false;
        }
        return nowNanos >= blockedUntil || cost < NEARLY * failedCost || budget > ANOTHER_LINE * failedBudget;
    }

    /**
     * It was raised.
     *
     * @param budget that there was for all
     */
    public void raised(boolean spatial, long budget, long nowNanos) {
        raisedAt = nowNanos;
        raisedBudget = budget;
        if (spatial) {
            spatiallyRaisedAt = nowNanos;
        }
    }

    /**
     * It was lowered, for the line was too full.
     *
     * @param spatial whether it was a spatial layer; frames are given back sooner than a layer, for they cost no key frame
     * @param cost of the track before
     */
    public void lowered(boolean spatial, long cost, long nowNanos) {
        if (nowNanos - raisedAt < TRIAL_NANOS) {
            if (raisedAt == failedAt) {
                // It goes down further for the same failure.
                return;
            }
            failedAt = raisedAt;
            blockedUntil = nowNanos + (spatial ? blockNanos : blockNanos / 2);
            blockNanos = (long) Math.min(BLOCK_GROWTH * blockNanos, LONGEST_BLOCK_NANOS);
            failedCost = cost;
            failedBudget = raisedBudget;
        } else {
            blockNanos = FIRST_BLOCK_NANOS;
        }
    }
}
