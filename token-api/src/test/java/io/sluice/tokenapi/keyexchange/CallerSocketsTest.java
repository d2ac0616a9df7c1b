package io.sluice.tokenapi.keyexchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.caller.CookieScheme;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.caller.SignedRequests;
import io.sluice.tokenapi.caller.SignedSessions;
import io.sluice.tokenapi.caller.WebSessions.WebSession;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.keyexchange.SocketAuthenticator.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is at a socket, by signed request or by cookie. */
class CallerSocketsTest {
    private static final String CLIENT = "3f6b2c1e-0000-4000-8000-000000000001";
    private static final Instant NOW = Instant.ofEpochMilli(1_762_000_000_000L);
    private static final String COOKIE_SECRET = "only for tests";

    private final CallerSockets sockets = new CallerSockets(
            new SignedRequests(new OneSession()),
            new CookieScheme(
                    "connect.sid", List.of(COOKIE_SECRET), CallerSocketsTest::session, Set.of("https://app.example")),
            new RateLimiter(3, Duration.ofMinutes(1), 10),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static final class OneSession implements SignedSessions {
        @Override
        public @Nullable Session find(String clientId) {
            return clientId.equals(CLIENT)
                    ? new Session("alice", CLIENT, "1", "0123456789abcdef".repeat(4), null)
                    : null;
        }

        @Override
        public void renew(String clientId, Instant expiresAt) {
            throw new AssertionError("it does not end");
        }
    }

    private static @Nullable WebSession session(String id, Instant now) {
        return switch (id) {
            case "whole" -> new WebSession("bob", "2", "web", true);
            case "half" -> new WebSession("bob", "2", "web", false);
            default -> null;
        };
    }

    /** The four texts of a client that signed {@code /socket.io/auth} and an empty body. */
    private static ObjectNode signed() {
        return Office.json(
                "X-Client-ID", CLIENT,
                "X-Timestamp", "1762000000000",
                "X-Nonce", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
                "X-Signature", "d15c23c7ff42d99cae63a38d5329bc4e03b3dd0c3948ad7bb406e04ac21fd4f6");
    }

    private static SocketHandshake from(@Nullable String cookie, @Nullable String origin) {
        return new SocketHandshake(Office.json(), cookie, origin, "sfu.example", "192.0.2.1");
    }

    private Verdict judge(JsonNode credentials) {
        return sockets.authenticate(credentials, from(null, null));
    }

    private static String cookie(String session) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(COOKIE_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(session.getBytes(StandardCharsets.UTF_8)));
            return "connect.sid=s%3A" + session + "."
                    + signature.replace("+", "%2B").replace("/", "%2F");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSignedRequestHoldsOnce() {
        assertThat(judge(signed()))
                .isEqualTo(new Verdict.Known(new Caller("alice", "1", CLIENT, Caller.Scheme.SIGNED_HEADERS)));
        assertThat(judge(signed())).isEqualTo(new Verdict.Refused("duplicate_nonce"));
    }

    @Test
    void aNumberIsAsGoodAsItsDigits() {
        assertThat(judge(signed().put("X-Timestamp", 1_762_000_000_000L))).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void whatDoesNotHoldIsNamed() {
        assertThat(judge(signed().put("X-Timestamp", "1761999000000")))
                .isEqualTo(new Verdict.Refused("timestamp_expired"));
        assertThat(judge(signed().put("X-Client-ID", "another"))).isEqualTo(new Verdict.Refused("no_session"));
        assertThat(judge(signed().put("X-Signature", "00"))).isEqualTo(new Verdict.Refused("invalid_signature"));
        assertThat(judge(Office.json("X-Nonce", "n"))).isEqualTo(new Verdict.Refused("too_many_requests"));
        assertThat(judge(signed())).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThat(judge(Office.json("X-Nonce", "n"))).isEqualTo(new Verdict.Refused("missing_auth_headers"));
        assertThat(judge(NullNode.getInstance())).isEqualTo(new Verdict.Refused("unauthorized"));
        assertThat(judge(Office.json("X-Nonce", List.of()))).isEqualTo(new Verdict.Refused("unauthorized"));
    }

    @Test
    void aCookieCountsWhenTheSignInWasCompletedAndForPagesThatMayUseIt() {
        Verdict bob = new Verdict.Known(new Caller("bob", "2", "web", Caller.Scheme.COOKIE));
        JsonNode none = NullNode.getInstance();
        assertThat(sockets.authenticate(none, from(cookie("whole"), null))).isEqualTo(bob);
        assertThat(sockets.authenticate(none, from(cookie("whole"), "https://sfu.example")))
                .isEqualTo(bob);
        assertThat(sockets.authenticate(none, from(cookie("whole"), "https://app.example")))
                .isEqualTo(bob);
        assertThat(sockets.authenticate(none, from(cookie("whole"), "https://evil.example")))
                .isEqualTo(new Verdict.Refused("foreign_origin"));
        assertThat(sockets.authenticate(none, from(cookie("half"), null)))
                .isEqualTo(new Verdict.Refused("unauthorized"));
        assertThat(sockets.authenticate(none, from(cookie("whole") + "x", null)))
                .isEqualTo(new Verdict.Refused("unauthorized"));
    }
}
