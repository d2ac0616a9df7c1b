package io.sluice.transport.ice;

import java.net.Inet6Address;
import java.util.List;

/** The priorities of our own ends of paths: those of the host candidates with the same transport and family. */
final class LocalPriorities {
    private final List<IceCandidate> candidates;

    LocalPriorities(List<IceCandidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /** The priority of the candidate that the path starts from. */
    long of(IcePath path) {
        boolean v6 = path.path().remote().getAddress() instanceof Inet6Address;
        for (IceCandidate each : candidates) {
            boolean stream = each.protocol() != IceCandidate.Protocol.UDP;
            if (stream == path.stream() && each.address().getAddress() instanceof Inet6Address == v6) {
                return each.priority();
            }
        }
        return path.stream()
                ? CandidatePriority.tcpPassive(CandidatePriority.HOST, 0)
                : CandidatePriority.udp(CandidatePriority.HOST, 0);
    }

    /** The priority of the pair. */
    long pair(IcePath path, boolean controlling) {
        long local = of(path);
        long remote = Math.max(path.priority, 0);
        return controlling ? CandidatePriority.pair(local, remote) : CandidatePriority.pair(remote, local);
    }
}
