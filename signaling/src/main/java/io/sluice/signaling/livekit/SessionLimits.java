package io.sluice.signaling.livekit;

import java.util.function.BooleanSupplier;

/**
 * What a node bears.
 *
 * @param updateBytes of one message about participants, from which on another one is begun
 * @param full whether the node forwards so much that nobody else may join; from any thread
 */
public record SessionLimits(int updateBytes, BooleanSupplier full) {
    /** None. */
    public static final SessionLimits NONE = new SessionLimits(Integer.MAX_VALUE, () -> false);
}
