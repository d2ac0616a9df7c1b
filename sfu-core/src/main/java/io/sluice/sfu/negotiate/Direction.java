package io.sluice.sfu.negotiate;

/** The direction of a media section as its author sees it (RFC 8866 §6.7). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** Whether the author sends. */
    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** Whether the author receives. */
    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }
}
