package io.sluice.transport.ice;

import java.net.InetSocketAddress;

/**
 * One way to a peer: a local socket and a remote address, over UDP or over a passive ICE-TCP connection. The sockets belong to the server;
 * here a path is only something to send on and to tell apart by identity.
 */
public interface Path {
    /** The peer's address as the socket sees it. */
    InetSocketAddress remote();

    /** True for ICE-TCP, where datagrams are framed (RFC 4571) and arrive in order. */
    boolean stream();

    /**
     * Queues one datagram; it is copied before the call returns and leaves with the next flush of the loop. Never blocks.
     *
     * @return false if it was dropped because the socket is full or gone
     */
    boolean send(byte[] buffer, int offset, int length);
}
