package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.sluice.tokenapi.caller.SignedRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, at a running node. */
class CallerAuthenticationIT {
    private static final String PATH = "/api/livekit/token";
    private static final String BODY = "{\"channelId\":\"" + CallingNode.CHANNEL + "\"}";
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
    private static final String DATABASE =
            "jdbc:h2:mem:callers;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    private static CallingNode node;

    @BeforeAll
    static void start() {
        node = new CallingNode("""
                token_api:
                  url: wss://sfu.example/livekit
                  database: {url: "%s"}
                  cookie: {secret: %s}
                  bearer: {secret: %s, audience: sluice}
                  api_keys: {bob: %s}
                  origins: ["https://app.example"]
                """.formatted(DATABASE, SECRET, SECRET, SECRET));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.body()).startsWith("{\"error\":\"" + error + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void aSignedRequestIsGoodOnce() {
        SignedRequest signature = CallingNode.signature("alice", PATH, BODY, Instant.now());
        assertThat(node.send(node.signed(signature, "POST", PATH, BODY)).statusCode())
                .isEqualTo(200);
        refused(node.send(node.signed(signature, "POST", PATH, BODY)), 401, "duplicate_request");
    }

    @Test
    void aWrongSignatureDoesNotSpoilTheNonce() {
        SignedRequest right = CallingNode.signature("alice", PATH, BODY, Instant.now());
        char last = right.signature().charAt(63);
        String flipped = right.signature().substring(0, 63) + (last == '0' ? '1' : '0');
        SignedRequest wrong = new SignedRequest(
                right.clientId(), right.timestampMillis(), right.nonce(), flipped, PATH, right.body());
        refused(node.send(node.signed(wrong, "POST", PATH, BODY)), 401, "invalid_signature");
        assertThat(node.send(node.signed(right, "POST", PATH, BODY)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theBytesOfTheBodyAreSignedAndNotTheirMeaning() {
        SignedRequest signature = CallingNode.signature("alice", PATH, BODY, Instant.now());
        refused(node.send(node.signed(signature, "POST", PATH, BODY.replace(":", ": "))), 401, "invalid_signature");
    }

    @Test
    void theQueryIsNotSigned() {
        SignedRequest signature = CallingNode.signature("alice", PATH, BODY, Instant.now());
        assertThat(node.send(node.signed(signature, "POST", PATH + "?a=b", BODY))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePathIsSignedAsItWasWritten() {
        String path = "/api/livekit/room/" + CallingNode.CHANNEL + "/participants/bob%3A1";
        SignedRequest signature = CallingNode.signature("alice", path, "", Instant.now());
        refused(node.send(node.signed(signature, "DELETE", path, "")), 404, "Participant not found");
    }

    @Test
    void clocksMayDifferByFiveMinutes() {
        for (int seconds : new int[] {-310, 310}) {
            SignedRequest signature =
                    CallingNode.signature("alice", PATH, BODY, Instant.now().plusSeconds(seconds));
            refused(node.send(node.signed(signature, "POST", PATH, BODY)), 401, "request_expired");
        }
        SignedRequest signature =
                CallingNode.signature("alice", PATH, BODY, Instant.now().minusSeconds(200));
        assertThat(node.send(node.signed(signature, "POST", PATH, BODY)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsMissingIsNamed() {
        refused(
                node.send(node.request(PATH)
                        .header("X-Client-ID", "alice-client")
                        .header("X-Signature", "0")
                        .header("X-Nonce", "n")
                        .POST(BodyPublishers.ofString(BODY))),
                401,
                "missing_auth_headers");
        refused(node.post("nobody", PATH, BODY), 401, "no_session");
        node.manage(
                "users/dave/sessions/old-client",
                "{\"secret\":\"" + CallingNode.secret("old") + "\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        refused(node.post("old", PATH, BODY), 401, "session_expired");
    }

    @Test
    void aSessionThatIsAboutToEndGoesOnWhenItIsUsed() {
        Instant soon = Instant.now().plus(Duration.ofDays(3));
        String path = "users/dave/sessions/ending-client";
        node.manage(path, "{\"secret\":\"" + CallingNode.secret("ending") + "\",\"expiresAt\":\"" + soon + "\"}");
        refused(node.post("ending", PATH, BODY), 403, "Not a channel member");
        Instant end = Instant.parse(node.managed(path).path("expiresAt").asText());
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofDays(89), Duration.ofDays(91));
    }

    @Test
    void manyUsersBehindOneAddressAreNotSlowedDown() {
        for (int i = 0; i < 15; i++) {
            node.manage("users/user" + i, "{\"name\":\"User\"}");
            node.manage(
                    "users/user" + i + "/sessions/user" + i + "-client",
                    "{\"secret\":\"" + CallingNode.secret("user" + i) + "\"}");
        }
        for (int i = 0; i < 150; i++) {
            assertThat(node.post("user" + i % 15, PATH, BODY).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void strangersFromOneAddressAreSlowedDown() {
        int tooMany = 0;
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> answer =
                    node.sendFrom("127.0.0.9", node.request(PATH).POST(BodyPublishers.ofString(BODY)));
            if (answer.statusCode() == 429) {
                tooMany++;
                JsonNode body = CallingNode.json(answer);
                assertThat(body.path("retryAfter").isInt()).isTrue();
                assertThat(body.path("retryAfter").asInt()).isBetween(1, 60);
                assertThat(answer.headers().firstValue("RateLimit-Limit")).hasValue("30");
                assertThat(answer.headers().firstValue("RateLimit-Remaining")).hasValue("0");
                assertThat(answer.headers().firstValue("RateLimit-Reset")).isPresent();
            } else {
                refused(answer, 401, "unauthorized");
            }
        }
        assertThat(tooMany).isPositive();
    }

    @Test
    void aSignedCookieOfALivingSessionIsItsUser() throws Exception {
        try (Connection application = DriverManager.getConnection(DATABASE)) {
            application
                    .createStatement()
                    .executeUpdate("INSERT INTO sessions (sid, data) VALUES ('sid1', '{\"uuid\":\"alice\"}')");
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal("sid1".getBytes(StandardCharsets.UTF_8)));
        String cookie = "connect.sid=s%3Asid1." + signature.replace("+", "%2B").replace("/", "%2F");
        HttpResponse<String> answer =
                node.send(node.request(PATH).header("Cookie", cookie).POST(BodyPublishers.ofString(BODY)));
        assertThat(CallingNode.json(answer).path("identity").asText()).isEqualTo("alice");

        HttpResponse<String> evil = node.send(node.request(PATH)
                .header("Cookie", cookie)
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString(BODY)));
        refused(evil, 403, "foreign_origin");
        HttpResponse<String> application = node.send(node.request(PATH)
                .header("Cookie", cookie)
                .header("Origin", "https://app.example")
                .POST(BodyPublishers.ofString(BODY)));
        assertThat(application.statusCode()).isEqualTo(200);
        assertThat(application.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://app.example");
        assertThat(application.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
    }

    @Test
    void pagesMaySendTheFourHeaders() {
        HttpResponse<String> answer = node.send(node.request(PATH)
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-client-id,x-nonce,x-signature,x-timestamp")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("x-client-id,x-nonce,x-signature,x-timestamp");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
    }

    @Test
    void anApiKeyIsItsUser() {
        HttpResponse<String> answer =
                node.send(node.request(PATH).header("X-Api-Key", SECRET).POST(BodyPublishers.ofString(BODY)));
        assertThat(CallingNode.json(answer).path("identity").asText()).isEqualTo("bob");
    }

    @Test
    void aTokenOfAnotherIssuerIsItsUser() {
        String token = Jwts.builder()
                .subject("alice")
                .audience()
                .add("sluice")
                .and()
                .expiration(Date.from(Instant.now().plusSeconds(60)))
                .signWith(Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
        HttpResponse<String> answer = node.send(
                node.request(PATH).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(BODY)));
        assertThat(CallingNode.json(answer).path("identity").asText()).isEqualTo("alice");
    }

    /** From an address of their own, for they are counted; fewer than the bound. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/livekit/token",
                "POST /api/livekit/meeting-token",
                "GET /api/livekit/ice-config",
                "GET /api/livekit/room/c",
                "DELETE /api/livekit/room/c/participants/p",
                "POST /api/livekit/webhook",
                "POST /api/livekit/connection-details",
                "POST /api/meetings/m/generate-link",
                "GET /api/meetings/m/external/waiting",
                "POST /api/meetings/m/external/s/admit",
                "POST /api/meetings/m/external/s/decline",
                "GET /api/manage/users/alice",
                "POST /api/manage/tokens"
            })
    void withoutCredentialsThereIsNothing(String route) {
        String[] parts = route.split(" ", 2);
        for (String[] header : List.of(new String[] {}, new String[] {"Authorization", "Bearer x.y.z"})) {
            var request = node.request(parts[1]).method(parts[0], BodyPublishers.ofString("{}"));
            if (header.length > 0) {
                request.header(header[0], header[1]);
            }
            assertThat(node.sendFrom("127.0.0.10", request).statusCode()).isEqualTo(401);
        }
    }
}
