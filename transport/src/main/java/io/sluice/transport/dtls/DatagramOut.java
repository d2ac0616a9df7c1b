package io.sluice.transport.dtls;

/** Where an association hands over what it wants sent. Called on the loop only; the buffer is only valid during the call. */
@FunctionalInterface
public interface DatagramOut {
    /** Sends one datagram of at most {@link DtlsEndpoint#MAX_DATAGRAM} bytes, or drops it if there is no way to the peer yet. */
    void send(byte[] buffer, int offset, int length);
}
