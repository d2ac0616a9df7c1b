package io.sluice.sfu.negotiate;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import java.util.List;

/**
 * What our own side writes into every section of a description.
 *
 * @param ice credentials of the current generation
 * @param fingerprint our certificate
 * @param setup our role: actpass in offers
 * @param candidates all of ours; none is trickled later
 * @param iceLite whether we are a lite agent
 */
public record LocalDescription(
        IceParameters ice, Fingerprint fingerprint, Setup setup, List<IceCandidate> candidates, boolean iceLite) {
    public LocalDescription {
        candidates = List.copyOf(candidates);
    }
}
