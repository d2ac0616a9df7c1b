package io.sluice.server.node;

import io.sluice.config.EngineConfig;
import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes the PeerTransports of one media loop. */
final class Transports implements TransportFactory {
    private static final List<SrtpProfile> ALL =
            List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80);
    private static final List<SrtpProfile> AEAD = List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AEAD_AES_256_GCM);
    /** SDKs built on a libwebrtc that has the AEAD profiles, whatever the machine. */
    private static final Set<String> NATIVE = Set.of("rust", "node", "python", "cpp", "unity", "go");

    private final DtlsCertificate certificate;
    private final SecureRandom random;
    private final SrtpEngine srtpEngine;
    private final DtlsRole dtlsRole;
    private final Demux demux;
    private final Executor executor;
    private @Nullable List<IceCandidate> candidates;

    /**
     * @param demux the loop's
     * @param executor of the loop
     */
    Transports(Demux demux, Executor executor, DtlsCertificate certificate, SecureRandom random, EngineConfig engine) {
        this.certificate = certificate;
        this.random = random;
        this.srtpEngine = srtpEngine(engine);
        this.dtlsRole = DtlsRole.valueOf(engine.dtlsRole().name());
        this.demux = demux;
        this.executor = executor;
    }

    /** The engine that the configuration, which knows no transports, has a name for. */
    static SrtpEngine srtpEngine(EngineConfig engine) {
        return SrtpEngine.valueOf(engine.srtpEngine().name());
    }

    /** What peers are told once the loop's sockets are bound. */
    void candidates(List<IceCandidate> found) {
        candidates = List.copyOf(found);
    }

    @Override
    public PeerTransport create(Admission admission, boolean serverOffers, boolean tcpOnly, PeerListener listener) {
        if (candidates == null) {
            throw new IllegalStateException("the loop has no sockets yet");
        }
        List<IceCandidate> told = tcpOnly
                ? candidates.stream()
                        .filter(each -> each.protocol() != IceCandidate.Protocol.UDP)
                        .toList()
                : candidates;
        PeerConfig config = new PeerConfig(
                certificate,
                admission.iceLite() ? IceMode.LITE : IceMode.FULL,
                serverOffers,
                told,
                profiles(admission.client()),
                srtpEngine,
                dtlsRole);
        return new PeerTransport(config, demux, listener, executor, random);
    }

    /**
     * As DTLS client we offer and the peer chooses, and browsers choose AES-CM where they may. So those that are known to have the cheaper
     * AEAD profiles are offered nothing else (docs/adr/0003-dtls-role.md).
     */
    private static List<SrtpProfile> profiles(ClientTraits client) {
        boolean chromium = client.sdk().equals("js") && client.browser().equals("chrome");
        return chromium || NATIVE.contains(client.sdk()) ? AEAD : ALL;
    }
}
