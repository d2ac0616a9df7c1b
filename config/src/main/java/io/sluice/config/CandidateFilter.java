package io.sluice.config;

import io.sluice.config.net.Network;
import java.net.InetAddress;
import java.util.List;

/** Which local addresses are told to clients. Where there are includes, excludes do not count. */
public record CandidateFilter(
        List<String> includedInterfaces,
        List<String> excludedInterfaces,
        List<Network> includedNetworks,
        List<Network> excludedNetworks) {
    public CandidateFilter {
        includedInterfaces = List.copyOf(includedInterfaces);
        excludedInterfaces = List.copyOf(excludedInterfaces);
        includedNetworks = List.copyOf(includedNetworks);
        excludedNetworks = List.copyOf(excludedNetworks);
    }

    /** Whether addresses of this interface may be used. */
    public boolean admitsInterface(String name) {
        return includedInterfaces.isEmpty() ? !excludedInterfaces.contains(name) : includedInterfaces.contains(name);
    }

    /** Whether this address may be used. */
    public boolean admits(InetAddress address) {
        return includedNetworks.isEmpty()
                ? excludedNetworks.stream().noneMatch(network -> network.contains(address))
                : includedNetworks.stream().anyMatch(network -> network.contains(address));
    }
}
