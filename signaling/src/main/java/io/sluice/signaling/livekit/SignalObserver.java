package io.sluice.signaling.livekit;

/** Counts what happens on signal connections. Called on their threads; must return at once. */
public interface SignalObserver {
    /** Nobody counts. */
    SignalObserver NONE = new SignalObserver() {};

    /** A client asked to connect, and nothing in its request speaks against it. */
    default void accepted() {}

    /** A client asked to connect, and may not. */
    default void refused() {}

    /** A message of a client came. */
    default void received() {}

    /** A message to a client left. */
    default void sent() {}

    /** A client was let in for the first time, so long after its connection was opened. */
    default void joined(int protocol, long millis) {}

    /** A client was not let in by the room. */
    default void turnedAway() {}

    /** The server described a PeerTransport to its client: by an offer, or by an answer. */
    default void described(boolean offer) {}

    /** A description of a client could not be read: an offer, or an answer. */
    default void unreadable(boolean offer) {}
}
