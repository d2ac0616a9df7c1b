package io.sluice.benchmarks.rig;

import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;

/**
 * What protects the media of a rig.
 *
 * @param profile on every transport
 * @param engine on the server's side; the clients use the JDK's
 */
public record Security(SrtpProfile profile, SrtpEngine engine) {
    static final SecureRandom RANDOM = new SecureRandom();
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(RANDOM);

    PeerConfig server(InetSocketAddress address) {
        return config(address, false, engine);
    }

    PeerConfig client(InetSocketAddress address) {
        return config(address, true, SrtpEngine.JDK);
    }

    private PeerConfig config(InetSocketAddress address, boolean controlling, SrtpEngine by) {
        return new PeerConfig(
                CERTIFICATE,
                IceMode.FULL,
                controlling,
                HostCandidates.of(List.of(address), List.of()),
                List.of(profile),
                by,
                DtlsRole.ACTIVE);
    }
}
