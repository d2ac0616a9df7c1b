package io.sluice.testkit.node;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.Loop;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.net.Timed;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.Inlet;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A node on a {@link SimulatedNetwork}: one media loop with one UDP socket, and the rooms on it. */
public final class SimulatedNode implements Loop, PathFactory, Timed {
    /** How often a media loop lets time pass for its rooms. */
    private static final long TURN_NANOS = 5_000_000L;

    private static final int FIRST_CLIENT_PORT = 40_000;
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("198.51.100.1", 7882);
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());

    private final MediaCounters counters = new MediaCounters();
    private final SimulatedNetwork network;
    private final Random random;
    private final Demux demux = new Demux();
    private final Inlet inlet = demux.udp(this);
    private final Map<InetSocketAddress, PacketOut> clients = new HashMap<>();
    private final List<Shard> shards = new ArrayList<>();
    private final Rooms rooms;
    private long turnAt;

    /** @param seed of ids and credentials */
    public SimulatedNode(SimulatedNetwork network, long seed) {
        this.network = network;
        this.random = new Random(seed);
        this.rooms =
                new Rooms(List.of(this), MediaSettings.DEFAULT, random, () -> network.now() / 1_000, RoomObserver.NONE);
        this.turnAt = network.now();
        network.drive(this);
    }

    /** What connects it with its clients. */
    public SimulatedNetwork network() {
        return network;
    }

    /** Its rooms. */
    public Rooms rooms() {
        return rooms;
    }

    /** What it threw away of what arrived, and why. */
    public Demux demux() {
        return demux;
    }

    /** Where clients reach it. */
    public static InetSocketAddress address() {
        return ADDRESS;
    }

    InetSocketAddress newClientAddress() {
        return new InetSocketAddress("203.0.113.5", FIRST_CLIENT_PORT + clients.size());
    }

    SimulatedNetwork.Receiver receiver(InetSocketAddress client) {
        return (buffer, offset, length, now) -> inlet.receive(client, buffer, offset, length, now);
    }

    void reach(InetSocketAddress client, PacketOut link) {
        clients.put(client, link);
    }

    @Override
    public @Nullable Path open(InetSocketAddress remote) {
        PacketOut link = clients.get(remote);
        return link == null ? null : new SimulatedPath(remote, link);
    }

    @Override
    public TransportFactory transports() {
        return (Admission admission, boolean serverOffers, boolean tcpOnly, PeerListener listener) -> {
            PeerConfig config = new PeerConfig(
                    CERTIFICATE,
                    admission.iceLite() ? IceMode.LITE : IceMode.FULL,
                    serverOffers,
                    HostCandidates.of(List.of(ADDRESS), List.of()),
                    List.of(SrtpProfile.values()),
                    SrtpEngine.JDK,
                    DtlsRole.ACTIVE);
            return new PeerTransport(config, demux, listener, network.executor(), random);
        };
    }

    @Override
    public Executor executor() {
        return network.executor();
    }

    @Override
    public MediaCounters counters() {
        return counters;
    }

    @Override
    public long nanos() {
        return network.now();
    }

    @Override
    public void flush() {
        // Packets leave one by one.
    }

    @Override
    public void attach(Shard shard) {
        shards.add(shard);
    }

    @Override
    public void detach(Shard shard) {
        shards.remove(shard);
    }

    @Override
    public long deadline() {
        return turnAt;
    }

    @Override
    public void tick(long nowNanos) {
        turnAt = nowNanos + TURN_NANOS;
        List.copyOf(shards).forEach(shard -> shard.tick(nowNanos));
    }
}
