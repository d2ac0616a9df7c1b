package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two transports with real handshakes between two sockets in memory. One queue is the loop of both and the network; its clock only runs
 * while nothing waits there. Handshake threads need real time, so a test waits for them as long as it must and no longer.
 */
final class MemoryLink {
    /** Room behind each datagram, as a socket leaves it. */
    static final int SPARE = 64;

    private static final long PATIENCE = SECONDS.toNanos(60);
    private static final InetSocketAddress SERVER = new InetSocketAddress("198.51.100.1", 7882);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40000);

    final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    final Side server;
    final Side client;
    boolean cut;

    @Nullable
    Weather weather;

    long now = SECONDS.toNanos(1_000);

    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private long order;

    private record Flight(long at, long order, Runnable arrival) {}

    /** A network that loses a share of the datagrams, repeats a share, and delays each by up to a time, so that they overtake each other. */
    record Weather(Random random, double loss, double duplication, long jitterNanos) {}

    /** By default a server on ICE-lite answers a client like a browser. */
    static final class Terms {
        IceMode serverMode = IceMode.LITE;
        boolean serverOffers;
        DtlsRole serverRole = DtlsRole.ACTIVE;
        List<SrtpProfile> serverProfiles = List.of(SrtpProfile.AEAD_AES_128_GCM);
        List<SrtpProfile> clientProfiles = List.of(SrtpProfile.values());
        SrtpEngine serverEngine = SrtpEngine.JDK;
        SrtpEngine clientEngine = SrtpEngine.JDK;
    }

    MemoryLink(IceMode serverMode, boolean serverOffers, DtlsRole serverRole, SrtpProfile... serverProfiles) {
        this(terms(serverMode, serverOffers, serverRole, serverProfiles));
    }

    MemoryLink(Terms terms) {
        server = new Side(
                SERVER,
                new PeerConfig(
                        DtlsCertificate.generate(new SecureRandom()),
                        terms.serverMode,
                        terms.serverOffers,
                        HostCandidates.of(List.of(SERVER), List.of()),
                        terms.serverProfiles,
                        terms.serverEngine,
                        terms.serverRole),
                new Random(1));
        client = new Side(
                CLIENT,
                new PeerConfig(
                        DtlsCertificate.generate(new SecureRandom()),
                        IceMode.FULL,
                        !terms.serverOffers,
                        HostCandidates.of(List.of(CLIENT), List.of()),
                        terms.clientProfiles,
                        terms.clientEngine,
                        DtlsRole.ACTIVE),
                new Random(2));
    }

    private static Terms terms(IceMode mode, boolean offers, DtlsRole role, SrtpProfile... profiles) {
        Terms terms = new Terms();
        terms.serverMode = mode;
        terms.serverOffers = offers;
        terms.serverRole = role;
        terms.serverProfiles = List.of(profiles);
        return terms;
    }

    /** Offer and answer, with candidates. */
    void describe(boolean serverOffers) {
        Side offering = serverOffers ? server : client;
        Side answering = serverOffers ? client : server;
        answering.hears(offering, true);
        offering.hears(answering, false);
    }

    /** Lets things happen until packets may flow. */
    void connect() {
        until(
                "both connected",
                () -> server.transport.state() == PeerState.CONNECTED
                        && client.transport.state() == PeerState.CONNECTED);
    }

    /** Lets things happen until the condition holds. */
    void until(String what, BooleanSupplier done) {
        long patience = System.nanoTime() + PATIENCE;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("never came: " + what + "; " + server + ", " + client);
            }
            turn();
        }
    }

    /** Lets time pass on the clock of the link, however long that takes. */
    void pass(long nanos) {
        long end = now + nanos;
        while (now < end || !queue.isEmpty()) {
            Runnable task = queue.poll();
            if (task == null) {
                forward(MILLISECONDS.toNanos(10));
            } else {
                task.run();
            }
        }
    }

    private void turn() {
        try {
            Runnable task = queue.poll(2, MILLISECONDS);
            if (task == null) {
                forward(MILLISECONDS.toNanos(2));
            } else {
                task.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void forward(long nanos) {
        now += nanos;
        for (Flight next = flights.peek(); next != null && next.at <= now; next = flights.peek()) {
            queue.add(flights.remove().arrival);
        }
        server.tick();
        client.tick();
    }

    private void carry(Runnable arrival) {
        Weather given = weather;
        if (given == null) {
            queue.add(arrival);
            return;
        }
        for (int copies = given.random.nextDouble() < given.duplication ? 2 : 1; copies > 0; copies--) {
            if (given.random.nextDouble() >= given.loss) {
                flights.add(new Flight(now + (long) (given.random.nextDouble() * given.jitterNanos), order++, arrival));
            }
        }
    }

    /** A transport, its socket and its listener. */
    final class Side implements PathFactory {
        final RecordingListener listener = new RecordingListener();
        /** Datagrams that left, and that came, in order. */
        final List<byte[]> sent = new ArrayList<>();

        final List<byte[]> arrived = new ArrayList<>();
        final Demux demux = new Demux();
        final PeerTransport transport;
        final Inlet inlet;
        private final PeerConfig config;

        /** Where the other side sees this one. */
        InetSocketAddress address;

        private Side(InetSocketAddress address, PeerConfig config, Random random) {
            this.address = address;
            this.config = config;
            inlet = demux.udp(this);
            transport = new PeerTransport(config, demux, listener, queue::add, random);
        }

        /** Takes the other side's description and candidates. */
        void hears(Side other, boolean offer) {
            transport.setRemote(
                    other.transport.localIce(),
                    other.transport.localFingerprint(),
                    offer ? Setup.ACTPASS : other.transport.localSetup(),
                    now);
            other.transport.localCandidates().forEach(c -> transport.addRemoteCandidate(c, now));
        }

        /** Another transport behind the same socket. */
        PeerTransport join(RecordingListener other) {
            return new PeerTransport(config, demux, other, queue::add, new Random(3));
        }

        /** A datagram from anyone, now. */
        void receive(InetSocketAddress from, byte[] datagram) {
            inlet.receive(from, Arrays.copyOf(datagram, datagram.length + SPARE), 0, datagram.length, now);
        }

        boolean sendRtp(byte[] packet) {
            return transport.sendRtp(Arrays.copyOf(packet, packet.length + SPARE), 0, packet.length);
        }

        boolean sendRtcp(byte[] packet) {
            return transport.sendRtcp(Arrays.copyOf(packet, packet.length + SPARE), 0, packet.length);
        }

        boolean sendData(byte[] packet) {
            return transport.sendData(packet, 0, packet.length);
        }

        private void tick() {
            if (transport.deadline() <= now) {
                transport.tick(now);
            }
        }

        private Side other() {
            return this == server ? client : server;
        }

        @Override
        public Path open(InetSocketAddress remote) {
            return new LinkPath(this, remote);
        }

        @Override
        public String toString() {
            return transport.state() + " " + listener.events;
        }
    }

    private final class LinkPath implements Path {
        private final Side from;
        private final InetSocketAddress remote;

        LinkPath(Side from, InetSocketAddress remote) {
            this.from = from;
            this.remote = remote;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + length);
            from.sent.add(datagram);
            Side to = from.other();
            InetSocketAddress source = from.address;
            if (!cut && remote.equals(to.address)) {
                carry(() -> {
                    to.arrived.add(datagram);
                    to.receive(source, datagram);
                });
            }
            return true;
        }
    }
}
