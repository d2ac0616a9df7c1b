package io.sluice.signaling.livekit;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.Loop;
import io.sluice.sfu.shard.Shard;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A media loop without sockets: its rooms have real transports, which nobody reaches. Its clock moves only as the test says. */
final class MemoryLoop implements Loop {
    private static final long TURN = 5_000_000;
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("198.51.100.1", 7882);

    private final MediaCounters counters = new MediaCounters();
    private final Random random = new Random(1);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Shard> shards = new ArrayList<>();
    private final Demux demux = new Demux();
    private long now = 1_000_000_000_000L;

    /** Does what waits; false if nothing did. */
    boolean settle() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Lets time pass, turn by turn. */
    void pass(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now += TURN;
            List.copyOf(shards).forEach(shard -> shard.tick(now));
            settle();
        }
    }

    @Override
    public Executor executor() {
        return tasks::add;
    }

    @Override
    public TransportFactory transports() {
        return (admission, serverOffers, tcpOnly, listener) -> new PeerTransport(
                new PeerConfig(
                        CERTIFICATE,
                        IceMode.FULL,
                        serverOffers,
                        HostCandidates.of(List.of(ADDRESS), List.of()),
                        List.of(SrtpProfile.values()),
                        SrtpEngine.JDK,
                        DtlsRole.ACTIVE),
                demux,
                listener,
                executor(),
                random);
    }

    @Override
    public MediaCounters counters() {
        return counters;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void flush() {
        // Nothing leaves.
    }

    @Override
    public void attach(Shard shard) {
        shards.add(shard);
    }

    @Override
    public void detach(Shard shard) {
        shards.remove(shard);
    }
}
