package io.sluice.server.net;

import io.sluice.config.CandidateFilter;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of this machine that media may use. */
public final class HostAddresses {
    private HostAddresses() {}

    /**
     * Addresses of interfaces that are up and that the filter admits. Loopback ones only where they are wanted.
     *
     * @throws SocketException if the machine does not tell
     */
    public static List<InetAddress> of(CandidateFilter filter, boolean loopback) throws SocketException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (!each.isUp() || !filter.admitsInterface(each.getName())) {
                continue;
            }
            each.inetAddresses()
                    .filter(address -> loopback || !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
                    .filter(filter::admits)
                    .forEach(addresses::add);
        }
        return addresses;
    }

    /**
     * What peers are told: where the operator gave an address of a family (behind a one-to-one NAT, say), that one instead of the local
     * ones of the family.
     */
    public static List<InetAddress> told(List<InetAddress> local, List<InetAddress> given) {
        List<InetAddress> told = new ArrayList<>(given);
        boolean v4 = given.stream().anyMatch(Inet4Address.class::isInstance);
        boolean v6 = given.stream().anyMatch(Inet6Address.class::isInstance);
        for (InetAddress address : local) {
            if (!(address instanceof Inet4Address ? v4 : v6)) {
                told.add(address);
            }
        }
        return told.stream().distinct().toList();
    }
}
