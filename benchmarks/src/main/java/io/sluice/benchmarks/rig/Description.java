package io.sluice.benchmarks.rig;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.peer.PeerTransport;
import java.util.List;

/** What one side of a transport must know of the other, and an offer or answer would say. */
record Description(IceParameters ice, Fingerprint fingerprint, Setup setup, List<IceCandidate> candidates) {
    static Description of(PeerTransport transport) {
        return new Description(
                transport.localIce(),
                transport.localFingerprint(),
                transport.localSetup(),
                transport.localCandidates());
    }

    void tell(PeerTransport other, long nowNanos) {
        other.setRemote(ice, fingerprint, setup, nowNanos);
        candidates.forEach(each -> other.addRemoteCandidate(each, nowNanos));
    }
}
