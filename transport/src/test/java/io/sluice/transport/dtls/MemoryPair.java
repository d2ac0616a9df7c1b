package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Our client and our server on one loop, joined by links that may lose, repeat and reorder. */
final class MemoryPair implements AutoCloseable {
    static final List<SrtpProfile> ALL = List.of(SrtpProfile.values());
    static final HandshakeTimes QUICK = new HandshakeTimes(
            TimeUnit.SECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(15), TimeUnit.MILLISECONDS.toNanos(60));

    private static final long PATIENCE_SECONDS = 20;

    final ExecutorService loop = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("loop").factory());
    final Side client;
    final Side server;

    private MemoryPair(Builder given) {
        client = new Side(this, given, true);
        server = new Side(this, given, false);
    }

    /** One direction of the wire: decides what of a datagram arrives. Called on the loop. */
    interface Link {
        void carry(byte[] datagram, Consumer<byte[]> deliver);
    }

    static final class Builder {
        DtlsCertificate clientCertificate = Certificates.CLIENT;
        DtlsCertificate serverCertificate = Certificates.SERVER;
        List<SrtpProfile> clientProfiles = ALL;
        List<SrtpProfile> serverProfiles = ALL;
        SrtpEngine engine = SrtpEngine.JDK;
        Link toServer = (datagram, deliver) -> deliver.accept(datagram);
        Link toClient = (datagram, deliver) -> deliver.accept(datagram);
        HandshakeTimes times = QUICK;

        @Nullable
        Fingerprint clientExpects = Certificates.SERVER.fingerprint();

        @Nullable
        Fingerprint serverExpects = Certificates.CLIENT.fingerprint();

        MemoryPair start() {
            MemoryPair pair = new MemoryPair(this);
            pair.loop.execute(() -> {
                pair.server.endpoint.start();
                pair.client.endpoint.start();
            });
            return pair;
        }
    }

    /** Certificates are dear to make and good for all tests. */
    static final class Certificates {
        static final DtlsCertificate CLIENT = DtlsCertificate.generate(new SecureRandom());
        static final DtlsCertificate SERVER = DtlsCertificate.generate(new SecureRandom());

        private Certificates() {}
    }

    static final class Side implements DtlsListener {
        final DtlsEndpoint endpoint;
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        final BlockingQueue<byte[]> data = new LinkedBlockingQueue<>();
        final MemoryPair pair;
        volatile int datagramsSent;
        volatile @Nullable SrtpSession session;
        volatile @Nullable SrtpProfile profile;

        Side(MemoryPair pair, Builder given, boolean isClient) {
            this.pair = pair;
            Link link = isClient ? given.toServer : given.toClient;
            endpoint = new DtlsEndpoint(
                    isClient ? given.clientCertificate : given.serverCertificate,
                    isClient,
                    isClient ? given.clientProfiles : given.serverProfiles,
                    given.engine,
                    pair.loop,
                    (buffer, offset, length) -> {
                        datagramsSent++;
                        link.carry(Arrays.copyOfRange(buffer, offset, offset + length), other(isClient));
                    },
                    this,
                    given.times);
            Fingerprint expected = isClient ? given.clientExpects : given.serverExpects;
            if (expected != null) {
                endpoint.expect(expected);
            }
        }

        private Consumer<byte[]> other(boolean isClient) {
            return datagram -> {
                if (!pair.loop.isShutdown()) {
                    pair.loop.execute(() -> {
                        Side to = isClient ? pair.server : pair.client;
                        to.endpoint.receive(datagram, 0, datagram.length);
                    });
                }
            };
        }

        String outcome() throws Exception {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        String ending() throws Exception {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        byte @Nullable [] nextData() throws InterruptedException {
            return data.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        /** Whether the data was accepted. */
        boolean send(byte[] payload) throws Exception {
            return CompletableFuture.supplyAsync(() -> endpoint.send(payload, 0, payload.length), pair.loop)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void connected(SrtpProfile negotiated, SrtpSession made) {
            profile = negotiated;
            session = made;
            outcome.complete("connected");
        }

        @Override
        public void failed(String reason) {
            outcome.complete(reason);
        }

        @Override
        public void data(byte[] buffer, int offset, int length) {
            data.add(Arrays.copyOfRange(buffer, offset, offset + length));
        }

        @Override
        public void closed() {
            closed.complete("closed");
        }
    }

    /** Runs something on the loop and waits for it. */
    void onLoop(Runnable task) throws Exception {
        CompletableFuture.runAsync(task, loop).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loop.execute(client.endpoint::close);
        loop.execute(server.endpoint::close);
        loop.shutdown();
    }
}
