package io.sluice.sfu.control;

/** The life of a participant; it never goes back. */
public enum ParticipantState {
    /** Admitted, the client does not know yet. */
    JOINING,
    /** The client was told. */
    JOINED,
    /** Its primary PeerTransport was connected once. */
    ACTIVE,
    DISCONNECTED
}
