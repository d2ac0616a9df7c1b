package io.sluice.sfu.subscribe;

/**
 * How many key frames a subscriber may ask for: three at once, and one more for each 3⅓ s. Everybody pays for a key frame, so none may
 * have as many as it likes. Requests within a second of a granted one are the same wish and cost nothing.
 */
final class KeyframeBudget {
    private static final int CAPACITY = 3;
    private static final long REFILL_NANOS = 10_000_000_000L / CAPACITY;
    private static final long SAME_WISH_NANOS = 1_000_000_000L;

    private boolean used;
    private long grantedAt;
    private long emptyAt;

    /** Whether a request may pass. */
    boolean take(long nowNanos) {
        if (used && nowNanos - grantedAt < SAME_WISH_NANOS) {
            return true;
        }
        // The budget as a moment: each request moves it one refill into the future, at most three ahead of now.
        long at = used ? Math.max(emptyAt, nowNanos) : nowNanos;
        if (at + REFILL_NANOS - nowNanos > CAPACITY * REFILL_NANOS) {
            return false;
        }
        used = true;
        emptyAt = at + REFILL_NANOS;
        grantedAt = nowNanos;
        return true;
    }
}
