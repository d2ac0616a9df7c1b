package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final String ROOM = "channel-" + World.CHANNEL;

    /** A new endpoint that is open must be added here, on purpose. */
    @Test
    void noEndpointIsOpenByAccident() {
        try (World world = new World(Mode.STRICT, Map.of("example.com", URI.create("http://127.0.0.1:1")))) {
            assertThat(world.router.endpoints().stream()
                            .filter(each -> each.access() == Access.ANYBODY)
                            .map(Endpoint::template))
                    .containsExactlyInAnyOrder(
                            "/api/livekit/guest-token",
                            "/api/meetings/{meetingId}/livekit-participants",
                            "/api/meetings/external/join/{token}",
                            "/api/meetings/external/register",
                            "/api/meetings/{meetingId}/external/{sessionId}/request-admission");
            assertThat(world.router.endpoints().stream()
                            .filter(each -> each.access() == Access.OWN_PROOF)
                            .map(Endpoint::template))
                    .containsExactlyInAnyOrder("/api/livekit/webhook", "/sfu/get", "/get_token");
            int guarded = 0;
            for (Endpoint endpoint : world.router.endpoints()) {
                if (endpoint.access() != Access.ANYBODY
                        && !endpoint.template().endsWith("get")
                        && !endpoint.template().endsWith("get_token")) {
                    world.pass(Duration.ofMinutes(1));
                    String path = endpoint.template().replaceAll("\\{\\w+}", World.CHANNEL);
                    ApiAnswer answer = world.ask(endpoint.method(), path, "{}");
                    assertThat(answer.status()).as(endpoint.template()).isEqualTo(401);
                    assertThat(World.json(answer).path("error").asText()).isEqualTo("unauthorized");
                    guarded++;
                }
            }
            assertThat(guarded).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatCanNotBeDoneIsNamed() {
        try (World world = World.strict()) {
            assertThat(world.ask("POST", "/api/livekit/nothing", "").status()).isEqualTo(404);
            assertThat(world.ask("POST", "/sfu/get", "").status()).isEqualTo(404);
            ApiAnswer answer = world.ask("GET", "/api/livekit/token", "");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "POST");
        }
    }

    @Test
    void everyAnswerSaysHowOftenMore() {
        try (World world = World.strict()) {
            ApiAnswer answer = world.ask("alice", "GET", "/api/livekit/ice-config", "");
            assertThat(answer.headers())
                    .containsEntry("ratelimit-limit", "300")
                    .containsEntry("ratelimit-remaining", "299")
                    .containsEntry("ratelimit-reset", "60");
        }
    }

    @Test
    void iceServersComeWithCredentialsThatHoldForAsLongAsTheAnswerSays() {
        try (World world = World.strict()) {
            JsonNode body = World.json(world.ask("alice", "GET", "/api/livekit/ice-config", ""));
            JsonNode servers = body.path("iceServers");
            assertThat(servers).hasSize(2).allMatch(each -> each.path("urls").isArray());
            assertThat(servers.get(0).has("username")).isFalse();
            String username = servers.get(1).path("username").asText();
            assertThat(username).matches("\\d{10}:alice");
            assertThat(servers.get(1).path("credential").asText())
                    .isEqualTo(TurnCredential.ofUsername("north", username).password());
            long expiry = Long.parseLong(username.substring(0, 10));
            assertThat(body.path("ttl").asLong()).isEqualTo(12 * 3600);
            assertThat(expiry)
                    .isEqualTo(world.now().getEpochSecond() + body.path("ttl").asLong());
            assertThat(Instant.parse(body.path("expiresAt").asText()).getEpochSecond())
                    .isEqualTo(expiry);
        }
        assertThat(TurnCredential.ofUsername("north", "1762086400:alice").password())
                .isEqualTo("3DWAGbIKTvlrYJ64hiAcoXffzko=");
    }

    @Test
    void membersSeeWhoIsInTheCall() {
        try (World world = World.strict()) {
            world.participants.put(
                    ROOM,
                    List.of(
                            new LiveParticipant("alice", "Alice", world.now(), true, true, false),
                            new LiveParticipant("bob", "Bob", world.now(), false, false, true)));
            JsonNode body = World.json(world.ask("bob", "GET", "/api/livekit/room/" + World.CHANNEL, ""));
            assertThat(body.path("roomName").asText()).isEqualTo(ROOM);
            assertThat(body.path("connected").asBoolean()).isTrue();
            assertThat(body.path("participants"))
                    .hasToString("[{\"identity\":\"alice\",\"name\":\"Alice\",\"joinedAt\":\"2026-03-01T12:00:00Z\","
                            + "\"tracks\":{\"audio\":true,\"video\":true,\"screen\":false}},"
                            + "{\"identity\":\"bob\",\"name\":\"Bob\",\"joinedAt\":\"2026-03-01T12:00:00Z\","
                            + "\"tracks\":{\"audio\":false,\"video\":false,\"screen\":true}}]");
            assertThat(world.ask("dave", "GET", "/api/livekit/room/" + World.CHANNEL, "")
                            .status())
                    .isEqualTo(403);
            assertThat(world.ask("dave", "GET", "/api/livekit/room/none", "").status())
                    .isEqualTo(404);
        }
    }

    private static String bearer(VideoGrant grant, World world) {
        return "Bearer "
                + new TokenIssuer(World.KEYS)
                        .issue("", Grants.builder().video(grant).build(), Duration.ofMinutes(1), world.now());
    }

    @Test
    void theOwnerAndAdministratorsSendPeopleOut() {
        String path = "/api/livekit/room/" + World.CHANNEL + "/participants/bob";
        try (World world = World.strict()) {
            assertThat(world.ask("alice", "DELETE", path, "").status()).isEqualTo(404);
            world.participants.put(ROOM, List.of(new LiveParticipant("bob", "Bob", world.now(), false, false, false)));
            assertThat(world.ask("bob", "DELETE", path, "").status()).isEqualTo(403);
            assertThat(world.ask("DELETE", path, "").status()).isEqualTo(401);
            byte[] nothing = new byte[0];
            VideoGrant little = VideoGrant.builder().roomAdmin(true).room(ROOM).build();
            VideoGrant all =
                    VideoGrant.builder().roomAdmin(true).roomCreate(true).build();
            assertThat(world.ask("DELETE", path, nothing, "Authorization", bearer(little, world))
                            .status())
                    .isEqualTo(403);
            assertThat(world.ask("DELETE", path, nothing, "Authorization", bearer(all, world) + "x")
                            .status())
                    .isEqualTo(401);
            assertThat(world.removed).isEmpty();
            assertThat(world.ask("alice", "DELETE", path, "").status()).isEqualTo(204);
            assertThat(world.ask("DELETE", path, nothing, "Authorization", bearer(all, world))
                            .status())
                    .isEqualTo(204);
            assertThat(world.removed).containsExactly(ROOM + " bob", ROOM + " bob");
        }
    }

    @Test
    void aGenuineWebhookCountsOnceAndAnyOtherNotAtAll() {
        String text = "{\"event\":\"room_started\",\"id\":\"EV_1\",\"createdAt\":\"1762000000\"}";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertThat(WebhookEndpoint.hash(body)).isEqualTo("2jzB09XAIrRxNu/2xKevD4Y0r4lRtRgglrWuByIzG9E=");
        try (World world = World.strict()) {
            String token = webhookToken(world, WebhookEndpoint.hash(body));
            ApiAnswer answer = world.ask(
                    "POST",
                    "/api/livekit/webhook",
                    body,
                    "Authorization",
                    token,
                    "Content-Type",
                    "application/webhook+json");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("OK");
            assertThat(world.events).containsExactly("room_started");
            assertThat(webhook(world, body, token)).isEqualTo(200);
            assertThat(world.events).hasSize(1);

            byte[] other = text.replace("EV_1", "EV_2").getBytes(StandardCharsets.UTF_8);
            assertThat(webhook(world, other, token)).isEqualTo(401);
            assertThat(webhook(world, other, webhookToken(world, ""))).isEqualTo(401);
            assertThat(webhook(world, other, token + "x")).isEqualTo(401);
            assertThat(webhook(world, other, "")).isEqualTo(401);
            String old = webhookToken(world, WebhookEndpoint.hash(other));
            world.pass(Duration.ofMinutes(7));
            assertThat(webhook(world, other, old)).isEqualTo(401);
            assertThat(world.events).hasSize(1);
            assertThat(webhook(world, other, webhookToken(world, WebhookEndpoint.hash(other))))
                    .isEqualTo(200);
            assertThat(world.events).hasSize(2);
        }
    }

    /** An SFU may report a lot. */
    @Test
    void genuineWebhooksAreNotCounted() {
        try (World world = World.strict()) {
            for (int i = 0; i < 100; i++) {
                byte[] body = ("{\"event\":\"e\",\"id\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8);
                assertThat(webhook(world, body, webhookToken(world, WebhookEndpoint.hash(body))))
                        .isEqualTo(200);
            }
            assertThat(world.events).hasSize(100);
        }
    }

    private static String webhookToken(World world, String hash) {
        return new TokenIssuer(World.KEYS)
                .issue("", Grants.builder().sha256(hash).build(), Duration.ofMinutes(5), world.now());
    }

    private static int webhook(World world, byte[] body, String token) {
        return world.ask("POST", "/api/livekit/webhook", body, "Authorization", token)
                .status();
    }

    @Test
    void pagesOfListedOriginsMayReadAnswers() {
        try (World world = World.strict()) {
            ApiAnswer listed = world.ask("POST", "/api/livekit/token", new byte[0], "Origin", "https://app.example");
            assertThat(listed.headers())
                    .containsEntry("access-control-allow-origin", "https://app.example")
                    .containsEntry("access-control-allow-credentials", "true");
            ApiAnswer other = world.ask("POST", "/api/livekit/token", new byte[0], "Origin", "https://evil.example");
            assertThat(other.headers()).doesNotContainKey("access-control-allow-credentials");
        }
    }
}
