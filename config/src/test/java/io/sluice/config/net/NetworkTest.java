package io.sluice.config.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "1.2.3.4/32, 1.2.3.4, true",
        "1.2.3.4/32, 1.2.3.5, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "0.0.0.0/0, ::1, false"
    })
    void containsAddressesWithItsPrefix(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "localhost/8", "fd00::/129"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "8-7", "1-65536", "1-2-3", "x", "-1", "99999999999"})
    void refusesWhatIsNoPortRange(String text) {
        assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"7882, 1", "7882-7892, 11", "1 - 65535, 65535"})
    void countsThePortsOfARange(String text, int size) {
        assertThat(PortRange.parse(text).size()).isEqualTo(size);
    }
}
