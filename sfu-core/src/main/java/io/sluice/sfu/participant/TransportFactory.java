package io.sluice.sfu.participant;

import io.sluice.sfu.control.Admission;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;

/** Gives a room its PeerTransports: the loop's sockets, the node's certificate and the configured ICE mode are behind it. */
public interface TransportFactory {
    /**
     * Makes a transport that the loop's demultiplexer knows.
     *
     * @param serverOffers whether the server makes the offers on it
     * @param tcpOnly whether the client asked for TCP
     */
    PeerTransport create(Admission admission, boolean serverOffers, boolean tcpOnly, PeerListener listener);
}
