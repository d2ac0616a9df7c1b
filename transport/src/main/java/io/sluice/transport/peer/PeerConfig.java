package io.sluice.transport.peer;

import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.List;

/**
 * What a {@link PeerTransport} is made from.
 *
 * @param certificate ours, shared by all transports of a node
 * @param iceMode with {@link IceMode#LITE} it never sends checks of its own, and is controlled whoever offers
 * @param controlling whether we begin in the controlling role, as the side that makes the offers does (RFC 8445 §6.1.1)
 * @param localCandidates for our descriptions, from {@link io.sluice.transport.ice.HostCandidates#of}
 * @param profiles what may protect the media, best first; not empty
 * @param srtpEngine who does the cryptography of the media
 * @param dtlsRole what we take when the peer leaves us the choice
 */
public record PeerConfig(
        DtlsCertificate certificate,
        IceMode iceMode,
        boolean controlling,
        List<IceCandidate> localCandidates,
        List<SrtpProfile> profiles,
        SrtpEngine srtpEngine,
        DtlsRole dtlsRole) {
    /** Copies the lists. */
    public PeerConfig {
        localCandidates = List.copyOf(localCandidates);
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("no SRTP profile");
        }
    }

    boolean startsControlling() {
        return controlling && iceMode == IceMode.FULL;
    }
}
