package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.tokenapi.caller.CallerCheck.Denied;
import io.sluice.tokenapi.caller.CallerCheck.Passed;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerAuthenticatorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String KEY = "a-key-of-thirty-two-characters-00000";

    private final CallerAuthenticator door = new CallerAuthenticator(
            List.of(new ApiKeyScheme(keys())),
            new RateLimiter(300, MINUTE, 1000),
            new RateLimiter(30, MINUTE, 1000),
            new ClientAddress(InetAddress::isLoopbackAddress));

    private static Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < 15; i++) {
            keys.put("user" + i, KEY + i);
        }
        return keys;
    }

    private ApiAnswer denied(ApiCall call, Instant now) throws InterruptedException {
        CallerCheck check = door.check(call, now);
        assertThat(check).isInstanceOf(Denied.class);
        return ((Denied) check).answer();
    }

    private static JsonNode json(ApiAnswer answer) throws Exception {
        return new ObjectMapper().readTree(new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void usersBehindOneAddressDoNotCountTogether() throws Exception {
        for (int i = 0; i < 4_500; i++) {
            assertThat(door.check(Calls.with("X-Api-Key", KEY + i % 15), NOW)).isInstanceOf(Passed.class);
        }
        ApiAnswer tooMany = denied(Calls.from("198.51.100.7", "X-Api-Key", KEY + 3), NOW);
        assertThat(tooMany.status()).isEqualTo(429);
    }

    @Test
    void thoseWithoutCredentialsCountByAddress() throws Exception {
        for (int i = 0; i < 30; i++) {
            ApiAnswer answer =
                    denied(Calls.with(i % 2 == 0 ? new String[0] : new String[] {"X-Api-Key", "wrong"}), NOW);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(json(answer).path("error").asText()).isEqualTo("unauthorized");
            assertThat(answer.headers()).containsEntry("ratelimit-limit", "30");
            assertThat(answer.headers()).containsEntry("ratelimit-remaining", Integer.toString(29 - i));
        }
        Instant later = NOW.plusMillis(18_500);
        ApiAnswer tooMany = denied(Calls.with(), later);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(json(tooMany).path("error").asText()).isEqualTo("Too many requests");
        assertThat(json(tooMany).path("retryAfter").isInt()).isTrue();
        assertThat(json(tooMany).path("retryAfter").asInt()).isEqualTo(42);
        assertThat(tooMany.headers()).containsEntry("retry-after", "42").containsEntry("ratelimit-reset", "42");

        assertThat(denied(Calls.from("198.51.100.7"), later).status()).isEqualTo(401);
        assertThat(door.check(Calls.with("X-Api-Key", KEY + 1), later)).isInstanceOf(Passed.class);
        assertThat(denied(Calls.with(), NOW.plus(MINUTE)).status()).isEqualTo(401);
    }

    @Test
    void aTrustedProxySaysWhoIsBehindItAndNobodyElseDoes() {
        ClientAddress address = new ClientAddress(InetAddress::isLoopbackAddress);
        assertThat(address.of(Calls.from("127.0.0.1", "X-Forwarded-For", "203.0.113.9, 198.51.100.7")))
                .isEqualTo("198.51.100.7");
        assertThat(address.of(Calls.from("127.0.0.1", "X-Forwarded-For", "198.51.100.7, 127.0.0.2")))
                .isEqualTo("198.51.100.7");
        assertThat(address.of(Calls.from("192.0.2.1", "X-Forwarded-For", "198.51.100.7")))
                .isEqualTo("192.0.2.1");
        assertThat(address.of(Calls.from("127.0.0.1", "X-Forwarded-For", "example.com")))
                .isEqualTo("127.0.0.1");
        assertThat(address.of(Calls.from("127.0.0.1"))).isEqualTo("127.0.0.1");
        assertThat(address.of(Calls.from("unknown"))).isEqualTo("unknown");
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOnePlace() {
        ClientAddress address = new ClientAddress(any -> false);
        assertThat(address.of(Calls.from("2001:db8:1:2:3:4:5:6"))).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(address.of(Calls.from("2001:db8:1:2::1"))).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(address.of(Calls.from("2001:db8:1:3::1"))).isNotEqualTo("2001:db8:1:2:0:0:0:0/64");
    }

    @Test
    void signedHeadersNeverFallBackToAnotherScheme() throws Exception {
        CallerAuthenticator both = new CallerAuthenticator(
                List.of(new SignedHeaderScheme(new SignedRequests(new NoSessions())), new ApiKeyScheme(keys())),
                new RateLimiter(300, MINUTE, 1000),
                new RateLimiter(30, MINUTE, 1000),
                new ClientAddress(any -> false));
        CallerCheck check = both.check(Calls.with("X-Nonce", "n", "X-Api-Key", KEY + 1), NOW);
        assertThat(check).isInstanceOf(Denied.class);
        assertThat(json(((Denied) check).answer()).path("error").asText()).isEqualTo("missing_auth_headers");
    }

    private static final class NoSessions implements SignedSessions {
        @Override
        public Session find(String clientId) {
            throw new AssertionError("not needed");
        }

        @Override
        public void renew(String clientId, Instant expiresAt) {
            throw new AssertionError("not needed");
        }
    }
}
