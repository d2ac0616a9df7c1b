package io.sluice.transport.peer;

import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;

/**
 * Finds the transport a datagram is for: by its source once that has authenticated itself, by the local ufrag in a Binding request before.
 * One for each media loop; single-threaded. Transports enter and leave by themselves.
 */
public final class Demux {
    /** Adds a UDP socket. Full agents open paths of their own through the first one that reaches the peer's address. */
    public Inlet udp(PathFactory socket) {
        throw new UnsupportedOperationException();
    }

    /** Adds an accepted ICE-TCP connection. */
    public Inlet connection(Path connection) {
        throw new UnsupportedOperationException();
    }
}
