package io.sluice.sfu.measure;

/** How far PeerTransports get. */
public enum PeerStep {
    /** Made for a participant that was let in. */
    MADE,
    /** The handshake is done for the first time. */
    CONNECTED,
    /** Given up. */
    FAILED,
    /** Ended by either side. */
    CLOSED
}
