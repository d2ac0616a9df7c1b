package io.sluice.transport.peer;

import java.net.InetSocketAddress;

/**
 * A local socket as the demultiplexer sees it: what arrives there comes in here. One for each UDP socket of a loop and one for each accepted
 * ICE-TCP connection, made by {@link Demux#udp} and {@link Demux#connection}.
 */
public final class Inlet {
    /** A datagram of any kind, from anyone. A known address costs one hash look-up and no allocation. */
    public void receive(InetSocketAddress remote, byte[] buffer, int offset, int length, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** How many remote addresses have proved here that they belong to a transport. A connection with none after a while may be closed. */
    public int bound() {
        throw new UnsupportedOperationException();
    }

    /** The socket is gone: its paths are too. */
    public void close(long nowNanos) {
        throw new UnsupportedOperationException();
    }
}
