package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.net.PortRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    @Test
    void keysAreAllAServerNeeds() throws ConfigException {
        LoadedConfig loaded = Loading.load("");
        SluiceConfig config = loaded.config();

        assertThat(loaded.warnings()).isEmpty();
        assertThat(config.port()).isEqualTo(7880);
        assertThat(config.bindAddresses()).isEmpty();
        assertThat(config.rtc().tcpPort()).isEqualTo(7881);
        assertThat(config.rtc().udpPorts()).isEqualTo(new MediaPorts(new PortRange(50_000, 60_000), false));
        assertThat(config.rtc().pliThrottle())
                .isEqualTo(new PliThrottle(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertThat(config.room().emptyTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.room().enabledCodecs()).hasSize(10);
        assertThat(config.logging()).isEqualTo(new LoggingConfig("info", false));
        assertThat(config.agents()).isEqualTo(new AgentsConfig(0.7, false, false));
        assertThat(config.engine()).isEqualTo(new EngineConfig(0, 0, SrtpEngine.JDK, DtlsRole.ACTIVE, Duration.ZERO));
    }

    @Test
    void limitsAreThoseOfLiveKit() throws ConfigException {
        assertThat(Loading.config("").limit())
                .isEqualTo(new LimitConfig(
                        0, 0, 0, 0, 512 * 1024, 64 * 1024, 256, 256, 256, 256, 64_000, 32, 2 << 20, 2 << 20, 10 << 20));
    }

    @Test
    void developmentModeTalksToThisMachineOnlyOnOnePortWithPlaceholderKeys() throws ConfigException {
        SluiceConfig config = Loading.development("");

        assertThat(config.development()).isTrue();
        assertThat(config.keys().placeholder()).isTrue();
        assertThat(config.keys().secrets()).containsExactly(java.util.Map.entry("devkey", "secret"));
        assertThat(config.bindAddresses()).containsExactly("127.0.0.1", "::1");
        assertThat(config.rtc().udpPorts()).isEqualTo(new MediaPorts(new PortRange(7882, 7882), true));
        assertThat(config.rtc().enableLoopbackCandidate()).isTrue();
        assertThat(config.logging().level()).isEqualTo("debug");
    }

    @Test
    void developmentModeWithKeysOfOnesOwnListensEverywhere() throws ConfigException {
        SluiceConfig config = Loading.development("keys: {mine: short}\n");

        assertThat(config.keys().placeholder()).isFalse();
        assertThat(config.bindAddresses()).isEmpty();
    }

    @Test
    void developmentModeBoundToAnAddressTakesMediaFromItsNetwork() throws ConfigException {
        SluiceConfig config = Loading.development("bind_addresses: [192.168.7.4]\n");

        assertThat(config.rtc().candidateFilter().includedNetworks())
                .singleElement()
                .satisfies(network -> assertThat(network.contains(java.net.InetAddress.ofLiteral("192.168.7.9")))
                        .isTrue());
    }

    @Test
    void whatDevelopmentModeWouldChangeStaysAsWritten() throws ConfigException {
        SluiceConfig config = Loading.development(
                "logging: {level: warn}\nrtc: {udp_port: 9000-9003, enable_loopback_candidate: false}\n");

        assertThat(config.logging().level()).isEqualTo("warn");
        assertThat(config.rtc().udpPorts().range()).isEqualTo(new PortRange(9000, 9003));
        assertThat(config.rtc().enableLoopbackCandidate()).isFalse();
    }

    @Test
    void noSecretShowsInTheTextOfAConfiguration() throws ConfigException {
        String text = Loading.config("prometheus: {username: a, password: hunter2}\n"
                        + "rtc: {turn_servers: [{host: t, port: 1, secret: hunter3}]}\n")
                .toString();

        assertThat(text).contains("APIkey").doesNotContain("hunter").doesNotContain(Loading.SECRET);
    }
}
