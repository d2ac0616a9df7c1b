package io.sluice.sfu.control;

/**
 * How long receivers shall hold video back before they show it (the playout-delay header extension). Zeros leave it to them.
 *
 * @param minMillis at least
 * @param maxMillis at most; 0 for no upper bound
 */
public record PlayoutDelay(int minMillis, int maxMillis) {
    /** Receivers decide. */
    public static final PlayoutDelay NONE = new PlayoutDelay(0, 0);

    /** Whether receivers are told anything. */
    public boolean enabled() {
        return minMillis > 0 || maxMillis > 0;
    }
}
