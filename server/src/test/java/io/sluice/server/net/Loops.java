package io.sluice.server.net;

import io.netty.channel.EventLoopGroup;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Media loops without sockets, and transports on them that only answer. */
public final class Loops implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(RANDOM);

    private final EventLoopGroup group;
    final List<MediaLoop> loops;

    /** Starts so many. */
    public Loops(int count) {
        group = EventLoops.group("media", count);
        loops = Stream.generate(() -> new MediaLoop(group.next(), Loops::factory))
                .limit(count)
                .toList();
    }

    private static TransportFactory factory(MediaLoop loop) {
        return (admission, serverOffers, tcpOnly, listener) -> transport(loop, listener);
    }

    private static PeerTransport transport(MediaLoop loop, PeerListener listener) {
        PeerConfig config = new PeerConfig(
                CERTIFICATE,
                IceMode.LITE,
                false,
                List.of(),
                List.of(SrtpProfile.values()),
                SrtpEngine.JDK,
                DtlsRole.PASSIVE);
        return new PeerTransport(config, loop.demux(), listener, loop.executor(), RANDOM);
    }

    /** For rooms. */
    public List<MediaLoop> all() {
        return loops;
    }

    static <T> T on(MediaLoop loop, Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop.executor()).join();
    }

    /** A transport outside of any room. */
    PeerTransport transport(MediaLoop loop) {
        return on(loop, () -> transport(loop, new Unheard()));
    }

    static IceParameters credentials(MediaLoop loop, PeerTransport transport) {
        return on(loop, transport::localIce);
    }

    @Override
    public void close() {
        loops.forEach(MediaLoop::close);
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Nobody waits for what such a transport has to tell. */
    private static final class Unheard implements PeerListener {
        @Override
        public void connected() {}

        @Override
        public void interrupted() {}

        @Override
        public void restored() {}

        @Override
        public void failed(String reason) {}

        @Override
        public void rtp(byte[] buffer, int offset, int length, long nowNanos) {}

        @Override
        public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {}

        @Override
        public void data(byte[] buffer, int offset, int length, long nowNanos) {}
    }
}
