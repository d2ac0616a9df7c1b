package io.sluice.transport.ice;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The host candidates of a server with fixed sockets. IPv6 comes first and the families alternate (RFC 8421 §4), so that a broken one costs
 * a client at most one failed pair; UDP comes before TCP (RFC 6544 §4.2).
 */
public final class HostCandidates {
    private HostCandidates() {}

    /**
     * Candidates for the addresses at which peers reach the sockets, best first. Addresses that no peer could use (unspecified, multicast,
     * link-local IPv6) are left out.
     *
     * @param udp where datagrams are received
     * @param tcp where ICE-TCP connections are accepted
     */
    public static List<IceCandidate> of(List<InetSocketAddress> udp, List<InetSocketAddress> tcp) {
        Map<String, String> foundations = new LinkedHashMap<>();
        List<IceCandidate> candidates = new ArrayList<>();
        int preference = 0xFFFF;
        for (InetSocketAddress address : interleaved(udp)) {
            long priority = CandidatePriority.udp(CandidatePriority.HOST, preference--);
            candidates.add(host(IceCandidate.Protocol.UDP, priority, address, foundations));
        }
        preference = 0x1FFF;
        for (InetSocketAddress address : interleaved(tcp)) {
            long priority = CandidatePriority.tcpPassive(CandidatePriority.HOST, preference--);
            candidates.add(host(IceCandidate.Protocol.TCP_PASSIVE, priority, address, foundations));
        }
        return List.copyOf(candidates);
    }

    private static IceCandidate host(
            IceCandidate.Protocol protocol, long priority, InetSocketAddress address, Map<String, String> foundations) {
        String base = protocol + address.getAddress().getHostAddress();
        String foundation = foundations.computeIfAbsent(base, unused -> Integer.toString(foundations.size() + 1));
        return new IceCandidate(foundation, 1, protocol, priority, address, IceCandidate.Type.HOST);
    }

    private static List<InetSocketAddress> interleaved(List<InetSocketAddress> addresses) {
        List<InetSocketAddress> v6 = new ArrayList<>();
        List<InetSocketAddress> v4 = new ArrayList<>();
        for (InetSocketAddress each : addresses) {
            InetSocketAddress address = TransportAddress.canonical(each);
            if (reachable(address.getAddress())) {
                (address.getAddress() instanceof Inet6Address ? v6 : v4).add(address);
            }
        }
        List<InetSocketAddress> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(v6.size(), v4.size()); i++) {
            if (i < v6.size()) {
                mixed.add(v6.get(i));
            }
            if (i < v4.size()) {
                mixed.add(v4.get(i));
            }
        }
        return mixed;
    }

    private static boolean reachable(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !(address instanceof Inet6Address && address.isLinkLocalAddress());
    }
}
