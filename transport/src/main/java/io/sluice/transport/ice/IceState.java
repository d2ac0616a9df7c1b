package io.sluice.transport.ice;

/** How an {@link IceAgent} fares. */
public enum IceState {
    /** Nothing is known of the peer. */
    NEW,
    /** Looking for a first path. */
    CHECKING,
    /** A path is there and the peer is heard. */
    CONNECTED,
    /** Unheard for ten seconds. */
    INTERRUPTED,
    /** Unheard for fifteen, or no path found in as many. Heals by itself if a check comes within a minute. */
    FAILED
}
