package io.sluice.transport.peer;

import io.sluice.transport.ice.IcePath;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.ice.TransportAddress;
import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A local socket as the demultiplexer sees it: what arrives there comes in here. One for each UDP socket of a loop and one for each accepted
 * ICE-TCP connection, made by {@link Demux#udp} and {@link Demux#connection}.
 */
public final class Inlet {
    private final Demux demux;
    private final PathFactory socket;
    private final Map<InetSocketAddress, Route> routes = new HashMap<>();
    private boolean closed;

    Inlet(Demux demux, PathFactory socket) {
        this.demux = demux;
        this.socket = socket;
    }

    /**
     * A datagram of any kind, from anyone. A known address costs one hash look-up and no allocation. What the datagram holds is opened in
     * place, and the owner may use the room behind it, so the buffer should have some to spare.
     */
    public void receive(InetSocketAddress remote, byte[] buffer, int offset, int length, long nowNanos) {
        if (closed || length < 1 || offset < 0 || length > buffer.length - offset) {
            demux.drops.malformed++;
            return;
        }
        Route route = routes.get(remote);
        if (route == null && remote.getAddress() instanceof Inet6Address) {
            route = routes.get(TransportAddress.canonical(remote));
        }
        int first = buffer[offset] & 0xFF;
        if (first <= 3) {
            stun(route, remote, buffer, offset, length, nowNanos);
        } else if (route == null || !route.path().valid()) {
            demux.drops.unknownSource++;
        } else if (first >= 128 && first <= 191) {
            route.owner().media(route, buffer, offset, length, nowNanos);
        } else if (first >= 20 && first <= 63) {
            route.owner().handshake(route, buffer, offset, length, nowNanos);
        } else {
            demux.drops.unsupported++;
        }
    }

    /** How many remote addresses have proved here that they belong to a transport. A connection with none after a while may be closed. */
    public int bound() {
        int proved = 0;
        for (Route each : routes.values()) {
            if (each.path().valid()) {
                proved++;
            }
        }
        return proved;
    }

    /** The socket is gone: its paths are too. */
    public void close(long nowNanos) {
        closed = true;
        demux.removed(this);
        for (Route each : new ArrayList<>(routes.values())) {
            routes.remove(each.remote(), each);
            each.owner().lost(each, nowNanos);
        }
    }

    /** Takes the address for a transport, unless it belongs to one or cannot be reached. */
    @Nullable
    Route open(InetSocketAddress remote, PeerTransport owner) {
        if (closed || routes.containsKey(remote)) {
            return null;
        }
        Path path = socket.open(remote);
        if (path == null) {
            return null;
        }
        Route route = new Route(this, remote, owner, new IcePath(path));
        routes.put(remote, route);
        owner.gained(route);
        return route;
    }

    void remove(Route route) {
        routes.remove(route.remote(), route);
    }

    private void stun(
            @Nullable Route route, InetSocketAddress remote, byte[] buffer, int offset, int length, long nowNanos) {
        StunReader message = demux.stun;
        if (!message.parse(buffer, offset, length)) {
            demux.drops.malformed++;
            return;
        }
        switch (message.type()) {
            case StunType.BINDING_REQUEST -> request(route, remote, message, nowNanos);
            case StunType.BINDING_SUCCESS, StunType.BINDING_ERROR -> {
                if (route == null) {
                    demux.drops.unknownSource++;
                } else {
                    route.owner().response(route, message, nowNanos);
                }
            }
            case StunType.BINDING_INDICATION -> {
                // Keeps NAT bindings open and asks for nothing (RFC 8445 §11).
            }
            default -> demux.drops.unsupported++;
        }
    }

    private void request(@Nullable Route route, InetSocketAddress remote, StunReader request, long nowNanos) {
        PeerTransport owner =
                route != null && route.owner().addressed(request) ? route.owner() : demux.addressee(request);
        if (owner == null) {
            demux.drops.unknownFragment++;
            return;
        }
        Route own = route != null && route.owner() == owner ? route : null;
        int generation = owner.verify(request, own == null ? null : own.path());
        if (generation == 0 || (own == null && inUse(route, nowNanos))) {
            demux.drops.unauthentic++;
            return;
        }
        if (own == null) {
            own = take(route, TransportAddress.canonical(remote), owner, nowNanos);
        }
        if (own != null) {
            owner.request(own, request, generation, nowNanos);
        }
    }

    /**
     * Whether someone else lives at the address. A NAT may give it to the next client, but who merely forges his source must not be able to
     * cut off the one who is there.
     */
    private static boolean inUse(@Nullable Route route, long nowNanos) {
        return route != null && route.path().valid() && !route.path().quiet(nowNanos);
    }

    private @Nullable Route take(@Nullable Route before, InetSocketAddress remote, PeerTransport owner, long nowNanos) {
        if (before != null) {
            remove(before);
            before.owner().lost(before, nowNanos);
        }
        return open(remote, owner);
    }
}
