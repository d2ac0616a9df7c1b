package io.sluice.transport.peer;

/** How far a {@link PeerTransport} is. */
public enum PeerState {
    /** No description of the peer yet. */
    NEW,
    /** Looking for a path, or shaking hands over one. */
    CONNECTING,
    /** Packets flow. */
    CONNECTED,
    /** Packets flowed, but nothing was heard for a while. */
    INTERRUPTED,
    /** Given up. A peer that is heard again within a minute, or an ICE restart, mends it unless the handshake was what failed. */
    FAILED,
    CLOSED
}
