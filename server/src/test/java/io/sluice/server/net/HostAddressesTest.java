package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CandidateFilter;
import io.sluice.config.net.Network;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final CandidateFilter ALL = filter(List.of(), List.of(), List.of(), List.of());

    private static CandidateFilter filter(
            List<String> interfaces, List<String> noInterfaces, List<Network> networks, List<Network> noNetworks) {
        return new CandidateFilter(interfaces, noInterfaces, networks, noNetworks);
    }

    private static List<InetAddress> addresses(String... literals) {
        return List.of(literals).stream().map(InetAddress::ofLiteral).toList();
    }

    private static String loopbackName() throws SocketException {
        return NetworkInterface.getByInetAddress(LOOPBACK).getName();
    }

    @Test
    void loopbackIsFoundOnlyWhereItIsWanted() throws SocketException {
        assertThat(HostAddresses.of(ALL, true)).contains(LOOPBACK);
        assertThat(HostAddresses.of(ALL, false)).noneMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void addressesThatNoPeerCouldUseAreLeftOut() throws SocketException {
        assertThat(HostAddresses.of(ALL, true))
                .noneMatch(InetAddress::isLinkLocalAddress)
                .noneMatch(InetAddress::isMulticastAddress);
    }

    @Test
    void interfacesAreTakenByName() throws SocketException {
        String name = loopbackName();

        assertThat(HostAddresses.of(filter(List.of(name), List.of(), List.of(), List.of()), true))
                .contains(LOOPBACK)
                .allMatch(InetAddress::isLoopbackAddress);
        assertThat(HostAddresses.of(filter(List.of(), List.of(name), List.of(), List.of()), true))
                .doesNotContain(LOOPBACK);
        assertThat(HostAddresses.of(filter(List.of("none-of-that-name"), List.of(), List.of(), List.of()), true))
                .isEmpty();
    }

    @Test
    void networksLetAddressesInAndKeepThemOut() throws SocketException {
        Network loopback = Network.parse("127.0.0.0/8");

        assertThat(HostAddresses.of(filter(List.of(), List.of(), List.of(loopback), List.of()), true))
                .contains(LOOPBACK)
                .allMatch(loopback::contains);
        assertThat(HostAddresses.of(filter(List.of(), List.of(), List.of(), List.of(loopback)), true))
                .doesNotContain(LOOPBACK);
    }

    @Test
    void aGivenAddressStandsInForTheLocalOnesOfItsFamily() {
        List<InetAddress> local = addresses("10.0.0.5", "fd00::5", "192.168.1.5");

        assertThat(HostAddresses.told(local, addresses("203.0.113.9"))).isEqualTo(addresses("203.0.113.9", "fd00::5"));
        assertThat(HostAddresses.told(local, addresses("2001:db8::9")))
                .isEqualTo(addresses("2001:db8::9", "10.0.0.5", "192.168.1.5"));
        assertThat(HostAddresses.told(local, addresses("203.0.113.9", "2001:db8::9")))
                .isEqualTo(addresses("203.0.113.9", "2001:db8::9"));
    }

    @Test
    void withoutAGivenAddressTheLocalOnesAreToldOnce() {
        assertThat(HostAddresses.told(addresses("10.0.0.5", "fd00::5", "10.0.0.5"), List.of()))
                .isEqualTo(addresses("10.0.0.5", "fd00::5"));
    }
}
