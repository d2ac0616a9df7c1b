package io.sluice.sfu.subscribe;

/**
 * How long receivers shall hold video back before they show it (the playout-delay header extension). Zeros leave it to them.
 *
 * @param minMillis at least
 * @param maxMillis at most; 0 for no upper bound
 */
public record PlayoutDelay(int minMillis, int maxMillis) {
    /** Receivers decide. */
    public static final PlayoutDelay NONE = new PlayoutDelay(0, 0);

    /** The upper bound as it is written, in milliseconds. */
    int writtenMaxMillis() {
        return maxMillis > 0 ? maxMillis : io.sluice.rtp.ext.PlayoutDelay.MAX_MILLIS;
    }

    /** Whether receivers are told anything. */
    public boolean enabled() {
        return minMillis > 0 || maxMillis > 0;
    }
}
