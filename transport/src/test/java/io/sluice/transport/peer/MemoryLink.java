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
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

/**
 * Two transports with real handshakes between two sockets in memory. One queue is the loop of both and the network; its clock only runs
 * while nothing waits there. Handshake threads need real time, so a test waits for them as long as it must and no longer.
 */
final class MemoryLink {
    private static final int SPARE = 64;
    private static final long PATIENCE = SECONDS.toNanos(30);

    final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    final Side server;
    final Side client;
    boolean cut;
    long now = SECONDS.toNanos(1_000);

    MemoryLink(IceMode serverMode, boolean serverOffers, DtlsRole serverRole, SrtpProfile... serverProfiles) {
        server = new Side(
                new InetSocketAddress("198.51.100.1", 7882),
                serverMode,
                serverOffers,
                serverRole,
                1,
                List.of(serverProfiles));
        client = new Side(
                new InetSocketAddress("203.0.113.5", 40000),
                IceMode.FULL,
                !serverOffers,
                DtlsRole.ACTIVE,
                2,
                List.of(SrtpProfile.values()));
    }

    /** Offer and answer, with candidates. */
    void describe(boolean serverOffers) {
        Side offering = serverOffers ? server : client;
        Side answering = serverOffers ? client : server;
        answering.hears(offering, true);
        offering.hears(answering, false);
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
        server.tick();
        client.tick();
    }

    /** A transport, its socket and its listener. */
    final class Side implements PathFactory {
        final RecordingListener listener = new RecordingListener();
        final List<byte[]> sent = new ArrayList<>();
        final Demux demux = new Demux();
        final PeerTransport transport;
        final Inlet inlet;
        private final InetSocketAddress address;

        private Side(
                InetSocketAddress address,
                IceMode mode,
                boolean controlling,
                DtlsRole role,
                long seed,
                List<SrtpProfile> profiles) {
            this.address = address;
            inlet = demux.udp(this);
            PeerConfig config = new PeerConfig(
                    DtlsCertificate.generate(new SecureRandom()),
                    mode,
                    controlling,
                    HostCandidates.of(List.of(address), List.of()),
                    profiles,
                    SrtpEngine.JDK,
                    role);
            transport = new PeerTransport(config, demux, listener, queue::add, new Random(seed));
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

        private void tick() {
            if (transport.deadline() <= now) {
                transport.tick(now);
            }
        }

        InetSocketAddress address() {
            return address;
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
            if (!cut && remote.equals(to.address)) {
                queue.add(
                        () -> to.inlet.receive(from.address, Arrays.copyOf(datagram, length + SPARE), 0, length, now));
            }
            return true;
        }
    }
}
