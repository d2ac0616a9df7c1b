package io.sluice.transport.ice;

import java.net.InetAddress;
import java.util.List;

/** Which candidates of a peer deserve checks. They come from a client and make us send, so they are few and sane. */
final class CandidateFilter {
    /** In one generation; a peer that sends more wants something else than a connection. */
    private static final int MAX_CANDIDATES = 32;

    private final boolean checks;
    private final boolean loopback;
    private int accepted;

    CandidateFilter(IceMode mode, List<IceCandidate> local) {
        checks = mode == IceMode.FULL;
        loopback = local.stream().anyMatch(c -> c.address().getAddress().isLoopbackAddress());
    }

    /** A new generation may bring as many again. */
    void reset() {
        accepted = 0;
    }

    void accepted() {
        accepted++;
    }

    /**
     * Whether to check it. Not as a lite agent, and not over TCP, where clients dial. Names (mDNS) are not resolved: such a client is found
     * by its own checks. Loopback only if we are there ourselves.
     */
    boolean wants(IceCandidate candidate) {
        if (!checks
                || accepted >= MAX_CANDIDATES
                || candidate.protocol() != IceCandidate.Protocol.UDP
                || candidate.component() != 1
                || candidate.address().isUnresolved()
                || candidate.address().getPort() == 0) {
            return false;
        }
        InetAddress address = candidate.address().getAddress();
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && (loopback || !address.isLoopbackAddress());
    }
}
