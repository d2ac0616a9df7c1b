package io.sluice.transport.sctp;

/** Why an association is over. */
public enum SctpEnd {
    /** We ended it: {@link SctpEndpoint#abort} or a {@link SctpEndpoint#shutdown} that is through. */
    LOCAL,
    /** The peer ended it in order. */
    SHUTDOWN_BY_PEER,
    /** The peer ended it at once. */
    ABORTED_BY_PEER,
    /** The peer does what no working endpoint does. */
    PROTOCOL_VIOLATION,
    /** The peer sent a longer message than it may. */
    MESSAGE_TOO_LONG,
    /** What carried the packets is gone. */
    TRANSPORT_LOST
}
