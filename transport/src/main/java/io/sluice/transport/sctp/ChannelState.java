package io.sluice.transport.sctp;

/** The life of a channel. */
public enum ChannelState {
    /** We opened it and the peer has not confirmed it; messages may be sent already. */
    OPENING,
    /** Both sides know it. */
    OPEN,
    /** One side has closed it; nothing can be sent any more. */
    CLOSING,
    /** Closed at both ends, or never made. */
    CLOSED
}
