package io.sluice.transport.peer;

import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.ice.TransportAddress;
import io.sluice.transport.stun.StunReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transport a datagram is for: by its source once that has authenticated itself, by the local ufrag in a Binding request before.
 * One for each media loop; single-threaded. Transports enter and leave by themselves.
 *
 * <p>Nothing here grows by what strangers send. A transport has two fragments and eight addresses at most.
 */
public final class Demux {
    private final Map<Long, PeerTransport> byFragment = new HashMap<>();
    private final List<Inlet> sockets = new ArrayList<>();
    final StunReader stun = new StunReader();
    final Drops drops = new Drops();

    /** Adds a UDP socket. Full agents open paths of their own through the first one that reaches the peer's address. */
    public Inlet udp(PathFactory socket) {
        Inlet inlet = new Inlet(this, socket);
        sockets.add(inlet);
        return inlet;
    }

    /** Adds an accepted ICE-TCP connection. */
    public Inlet connection(Path connection) {
        InetSocketAddress remote = TransportAddress.canonical(connection.remote());
        return new Inlet(this, wanted -> wanted.equals(remote) ? connection : null);
    }

    /** What was thrown away so far, by reason. */
    public DropCounts drops() {
        return drops.counts();
    }

    /** How many fragments are being listened for. */
    int fragments() {
        return byFragment.size();
    }

    void enter(String ufrag, PeerTransport transport) {
        byFragment.put(key(ufrag), transport);
    }

    void leave(String ufrag, PeerTransport transport) {
        byFragment.remove(key(ufrag), transport);
    }

    void removed(Inlet inlet) {
        sockets.remove(inlet);
    }

    /** Whose local fragment the USERNAME of a request begins with. */
    @Nullable
    PeerTransport addressee(StunReader request) {
        return byFragment.get(request.usernameKey());
    }

    /** A new route to a candidate through the first UDP socket that has one, or null. An address that belongs to someone is left to him. */
    @Nullable
    Route open(IceCandidate candidate, PeerTransport owner) {
        InetSocketAddress remote = TransportAddress.canonical(candidate.address());
        for (Inlet each : sockets) {
            Route route = each.open(remote, owner);
            if (route != null) {
                return route;
            }
        }
        return null;
    }

    private static long key(String ufrag) {
        byte[] bytes = ufrag.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != IceParameters.UFRAG_LENGTH) {
            throw new IllegalArgumentException("not a fragment of ours: " + ufrag);
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
