package io.sluice.transport.sctp;

/** What became of a message that was to be sent. */
public enum SendResult {
    /** It is on its way or waits for it. */
    SENT,
    /** No room for it now; {@link SctpListener#drained} says when to try again. */
    FULL,
    /** Longer than the peer takes, or than the buffer could ever hold. */
    TOO_LARGE,
    /** The channel or the association is closed, or closing. */
    CLOSED
}
