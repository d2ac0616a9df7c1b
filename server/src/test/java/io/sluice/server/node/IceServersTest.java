package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Document;
import io.sluice.config.Flags;
import io.sluice.config.Sources;
import io.sluice.signaling.proto.ICEServer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static List<ICEServer> told(String rtc) throws ConfigException {
        Document document = new Document("test", "keys: {key: a-secret-of-at-least-32-characters}\nrtc:\n" + rtc);
        return new IceServers(
                        ConfigLoader.load(new Sources(document, Map.of(), Flags.none()))
                                .config()
                                .rtc(),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .of("PA_ann");
    }

    private static ICEServer only(String rtc) throws ConfigException {
        List<ICEServer> servers = told(rtc);
        assertThat(servers).hasSize(1);
        return servers.getFirst();
    }

    @Test
    void withoutAnyNoneIsTold() throws ConfigException {
        assertThat(told("  tcp_port: 7881")).isEmpty();
    }

    @Test
    void stunServersAreToldTogether() throws ConfigException {
        ICEServer stun = only("  stun_servers: [stun.example.org:3478, stun.example.net:3478]");

        assertThat(stun.getUrlsList()).containsExactly("stun:stun.example.org:3478", "stun:stun.example.net:3478");
        assertThat(stun.getUsername()).isEmpty();
    }

    @Test
    void aFixedUserIsToldAsItIs() throws ConfigException {
        ICEServer turn =
                only("  turn_servers: [{host: turn.example.org, port: 3478, username: user, credential: word}]");

        assertThat(turn.getUrlsList()).containsExactly("turn:turn.example.org:3478?transport=udp");
        assertThat(turn.getUsername()).isEqualTo("user");
        assertThat(turn.getCredential()).isEqualTo("word");
    }

    @Test
    void theProtocolIsInTheUrl() throws ConfigException {
        assertThat(only("  turn_servers: [{host: t, port: 443, protocol: tls, username: u, credential: c}]")
                        .getUrlsList())
                .containsExactly("turns:t:443?transport=tcp");
        assertThat(only("  turn_servers: [{host: t, port: 80, protocol: tcp, username: u, credential: c}]")
                        .getUrlsList())
                .containsExactly("turn:t:80?transport=tcp");
    }

    @Test
    void anIpv6AddressStandsInBracketsHoweverItIsWritten() throws ConfigException {
        for (String host : List.of("2001:db8::1", "[2001:db8::1]")) {
            assertThat(only("  turn_servers: [{host: \"" + host + "\", port: 3478, username: u, credential: c}]")
                            .getUrlsList())
                    .containsExactly("turn:[2001:db8::1]:3478?transport=udp");
        }
    }

    @Test
    void aSharedSecretMakesCredentialsForOneParticipantThatExpire() throws ConfigException {
        ICEServer turn = only("  turn_servers: [{host: t, port: 3478, secret: turn-secret, ttl: 3600}]");

        assertThat(turn.getUsername()).isEqualTo(NOW.getEpochSecond() + 3600 + ":PA_ann");
        // echo -n 1767229200:PA_ann | openssl sha1 -hmac turn-secret -binary | base64
        assertThat(turn.getCredential()).isEqualTo("b+DQ68U5SvtcKf8uR8KLhLyvNGI=");
    }
}
