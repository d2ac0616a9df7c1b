package io.sluice.sfu.room;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.ManualLoop;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A media loop in memory. One queue is its thread and the network of its clients; its clock moves only as the test says. Handshakes run on
 * threads of their own, so a test waits for them by {@link #until}.
 */
final class MemoryLoop extends ManualLoop implements PathFactory {
    static final long MILLIS = MILLISECONDS.toNanos(1);
    static final long SECOND = SECONDS.toNanos(1);

    private static final long TURN = 5 * MILLIS;
    private static final long PATIENCE = 60 * SECOND;
    private static final int SPARE = 64;
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("198.51.100.1", 7882);
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());

    private final Random random = new Random(1);
    private final Map<InetSocketAddress, Endpoint> endpoints = new LinkedHashMap<>();
    private final Demux demux = new Demux();
    private final Inlet inlet = demux.udp(this);
    final List<Boolean> tcpOnly = new ArrayList<>();
    /** Makes a bug: no transport can be made any more. */
    boolean broken;

    MemoryLoop() {
        super(1_000 * SECOND);
    }

    /** A client's socket and the transport on it. Nothing reaches it or leaves it while it is not plugged in. */
    final class Endpoint implements PathFactory {
        final PeerTransport transport;
        boolean plugged;
        private final InetSocketAddress address;
        private final Inlet socket;

        private Endpoint(boolean controlling, PeerListener listener) {
            address = new InetSocketAddress("203.0.113.5", 40_000 + endpoints.size());
            Demux own = new Demux();
            socket = own.udp(this);
            transport = new PeerTransport(
                    config(controlling, List.of(address), DtlsRole.ACTIVE, IceMode.FULL),
                    own,
                    listener,
                    executor(),
                    random);
        }

        @Override
        public Path open(InetSocketAddress remote) {
            return new MemoryPath(remote, this, (datagram, length) -> {
                if (plugged && remote.equals(ADDRESS)) {
                    later(() -> inlet.receive(address, datagram, 0, length, nanos()));
                }
            });
        }
    }

    private interface Delivery {
        void send(byte[] datagram, int length);
    }

    private record MemoryPath(InetSocketAddress remote, PathFactory from, Delivery to) implements Path {
        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            to.send(Arrays.copyOf(Arrays.copyOfRange(buffer, offset, offset + length), length + SPARE), length);
            return true;
        }
    }

    Endpoint endpoint(boolean controlling, PeerListener listener) {
        Endpoint made = new Endpoint(controlling, listener);
        endpoints.put(made.address, made);
        return made;
    }

    private static PeerConfig config(
            boolean controlling, List<InetSocketAddress> addresses, DtlsRole role, IceMode mode) {
        return new PeerConfig(
                CERTIFICATE,
                mode,
                controlling,
                HostCandidates.of(addresses, List.of()),
                List.of(SrtpProfile.values()),
                SrtpEngine.JDK,
                role);
    }

    @Override
    public Path open(InetSocketAddress remote) {
        return new MemoryPath(remote, this, (datagram, length) -> {
            Endpoint to = endpoints.get(remote);
            if (to != null && to.plugged) {
                later(() -> to.socket.receive(ADDRESS, datagram, 0, length, nanos()));
            }
        });
    }

    @Override
    public TransportFactory transports() {
        return (Admission admission, boolean serverOffers, boolean tcp, PeerListener listener) -> {
            tcpOnly.add(tcp);
            if (broken) {
                throw new IllegalStateException("no transport");
            }
            IceMode mode = admission.iceLite() ? IceMode.LITE : IceMode.FULL;
            PeerConfig config = config(serverOffers, List.of(ADDRESS), DtlsRole.PASSIVE, mode);
            return new PeerTransport(config, demux, listener, executor(), random);
        };
    }

    void later(Runnable task) {
        executor().execute(task);
    }

    /** Does what waits, without letting time pass. */
    void settle() {
        while (work()) {
            // Until nothing waits.
        }
    }

    /** Lets time pass, turn by turn. */
    void pass(long nanos) {
        long end = nanos() + nanos;
        settle();
        while (nanos() < end) {
            forward(Math.min(TURN, end - nanos()));
            settle();
        }
    }

    /** Lets time pass, about as fast as it really does, until the condition holds. */
    void until(String what, BooleanSupplier done) {
        long patience = System.nanoTime() + PATIENCE;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("never came: " + what);
            }
            try {
                if (!work(2)) {
                    forward(2 * MILLIS);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        settle();
    }

    private void forward(long nanos) {
        advance(nanos);
        for (Endpoint each : endpoints.values()) {
            if (each.transport.deadline() <= nanos()) {
                each.transport.tick(nanos());
            }
        }
        tickShards();
    }
}
