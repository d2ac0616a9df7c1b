package io.sluice.tokenapi.keyexchange;

/** Who listens to the clients that connect to one namespace. */
@FunctionalInterface
public interface SocketNamespace {
    /** A client has connected, and knows it. May block, like {@link SocketListener}. */
    SocketListener connected(SocketPeer peer, SocketHandshake handshake);
}
