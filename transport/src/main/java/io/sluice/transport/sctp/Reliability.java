package io.sluice.transport.sctp;

/**
 * How hard a channel tries (RFC 8832 §5.1). At most one of the limits is set.
 *
 * @param ordered whether messages arrive in the order in which they were sent
 * @param maxRetransmits how often a message is sent again before it is given up; {@link #UNLIMITED} for as often as it takes
 * @param lifetimeMillis how long after it was to be sent a message is given up; {@link #UNLIMITED} for never
 */
public record Reliability(boolean ordered, int maxRetransmits, int lifetimeMillis) {
    /** No limit. */
    public static final int UNLIMITED = -1;

    /** Everything arrives, in order. */
    public static final Reliability RELIABLE = new Reliability(true, UNLIMITED, UNLIMITED);

    /** Everything arrives. */
    public static final Reliability UNORDERED = new Reliability(false, UNLIMITED, UNLIMITED);

    /** Each message is sent once, and arrives in order or not at all. */
    public static final Reliability LOSSY = new Reliability(true, 0, UNLIMITED);

    /** Checks the limits. */
    public Reliability {
        if (maxRetransmits < UNLIMITED || lifetimeMillis < UNLIMITED) {
            throw new IllegalArgumentException("negative limit");
        }
        if (maxRetransmits != UNLIMITED && lifetimeMillis != UNLIMITED) {
            throw new IllegalArgumentException("two limits");
        }
    }

    /** Whether there is no limit. */
    public boolean reliable() {
        return maxRetransmits == UNLIMITED && lifetimeMillis == UNLIMITED;
    }
}
