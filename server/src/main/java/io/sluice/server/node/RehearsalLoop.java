package io.sluice.server.node;

import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.config.EngineConfig;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.ManualLoop;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.Inlet;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The stage of a {@link Rehearsal}: a media loop, a signal thread and the network around them, in memory and worked off by the calling
 * thread. Its clock goes ahead with its work, so that nothing has to be waited for but handshakes, which have threads of their own.
 */
final class RehearsalLoop extends ManualLoop implements PathFactory {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Room for a seal behind a datagram, as in the buffer of a socket. */
    private static final int SPARE = 64;

    private static final InetSocketAddress ADDRESS = new InetSocketAddress("198.51.100.1", 7882);

    private final EmbeddedChannel signal = new EmbeddedChannel();
    private final Map<InetSocketAddress, RehearsalPeer> peers = new HashMap<>();
    private final Demux demux = new Demux();
    private final Inlet inlet = demux.udp(this);
    private final Transports transports;
    private int lastPort = 10_000;
    private boolean plugged;

    RehearsalLoop(DtlsCertificate certificate, SecureRandom random, EngineConfig engine) {
        super(System.nanoTime());
        transports = new Transports(demux, executor(), certificate, random, engine);
        transports.candidates(HostCandidates.of(List.of(ADDRESS), List.of()));
    }

    private record MemoryPath(InetSocketAddress remote, Delivery delivery) implements Path {
        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            byte[] datagram = new byte[length + SPARE];
            System.arraycopy(buffer, offset, datagram, 0, length);
            delivery.bring(datagram, length);
            return true;
        }
    }

    private interface Delivery {
        void bring(byte[] datagram, int length);
    }

    /** Plugs the network in, or pulls it out. */
    void plug(boolean in) {
        plugged = in;
    }

    /** The signal thread. */
    ScheduledExecutorService signalThread() {
        return signal.eventLoop();
    }

    /** An address for a peer, at which it is reached from now on. */
    InetSocketAddress join(RehearsalPeer peer) {
        InetSocketAddress address = new InetSocketAddress("203.0.113.1", ++lastPort);
        peers.put(address, peer);
        return address;
    }

    void leave(RehearsalPeer peer) {
        peers.values().remove(peer);
    }

    /** Where a peer at that address sends from. */
    PathFactory from(InetSocketAddress source) {
        return remote -> remote.equals(ADDRESS)
                ? new MemoryPath(
                        remote, (datagram, length) -> carry(() -> inlet.receive(source, datagram, 0, length, nanos())))
                : null;
    }

    private void carry(Runnable arrival) {
        if (plugged) {
            executor().execute(arrival);
        }
    }

    @Override
    public Path open(InetSocketAddress remote) {
        return new MemoryPath(
                remote,
                (datagram, length) -> carry(() -> {
                    RehearsalPeer peer = peers.get(remote);
                    if (peer != null) {
                        peer.receive(ADDRESS, datagram, length, nanos());
                    }
                }));
    }

    @Override
    public TransportFactory transports() {
        return transports;
    }

    /** Does everything that waits, and lets so much time pass. */
    void turn() {
        settle();
        advance(TURN_NANOS);
        for (RehearsalPeer peer : List.copyOf(peers.values())) {
            peer.tick(nanos());
        }
        tickShards();
        settle();
    }

    private void settle() {
        signal.runPendingTasks();
        while (work()) {
            signal.runPendingTasks();
        }
    }

    /** Goes on until the condition holds; false if it does not at that time, by {@link System#nanoTime}. */
    boolean until(long deadlineNanos, BooleanSupplier done) throws InterruptedException {
        turn();
        while (!done.getAsBoolean()) {
            if (deadlineNanos - System.nanoTime() <= 0) {
                return false;
            }
            if (work(1)) {
                signal.runPendingTasks();
            }
            turn();
        }
        return true;
    }

    /** Ends whatever still moves. */
    void close() {
        settle();
        signal.close();
    }
}
