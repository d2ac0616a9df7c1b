package io.sluice.signaling.livekit;

import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.ManualLoop;
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
import java.util.List;
import java.util.Random;

/** A media loop without sockets: its rooms have real transports, which nobody reaches. Its clock moves only as the test says. */
final class MemoryLoop extends ManualLoop {
    private static final long TURN = 5_000_000;
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("198.51.100.1", 7882);

    private final Random random = new Random(1);
    private final Demux demux = new Demux();

    MemoryLoop() {
        super(1_000_000_000_000L);
    }

    /** Does what waits; false if nothing did. */
    boolean settle() {
        boolean any = false;
        while (work()) {
            any = true;
        }
        return any;
    }

    /** Lets time pass, turn by turn. */
    void pass(long nanos) {
        for (long end = nanos() + nanos; nanos() < end; ) {
            advance(TURN);
            tickShards();
            settle();
        }
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
}
