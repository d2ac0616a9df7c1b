package io.sluice.transport.sctp;

/** Takes SCTP packets to the peer. What it loses is sent again. */
@FunctionalInterface
public interface SctpOutput {
    /** One packet of at most {@link SctpEndpoint#MAX_PACKET} bytes; the buffer is only valid during the call. */
    void send(byte[] buffer, int offset, int length);
}
