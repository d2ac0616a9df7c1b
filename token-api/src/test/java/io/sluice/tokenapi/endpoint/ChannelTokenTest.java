package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.VideoGrant;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTokenTest {
    private static final String PATH = "/api/livekit/token";
    private static final String ROOM = "channel-" + World.CHANNEL;
    private final World world = World.strict();

    @AfterEach
    void close() {
        world.close();
    }

    private ApiAnswer token(String user) {
        return token(user, World.CHANNEL);
    }

    private ApiAnswer token(String user, String channel) {
        return world.ask(user, "POST", PATH, "{\"channelId\":\"" + channel + "\"}");
    }

    private static void refused(ApiAnswer answer, int status, String error) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":\"" + error + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void theOwnerGetsATokenAndEverythingPeerWavesClientsRead() {
        ApiAnswer answer = token("alice");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = World.json(answer);
        assertThat(body.path("url").asText()).isEqualTo(World.URL);
        assertThat(body.path("roomName").asText()).isEqualTo(ROOM);
        assertThat(body.path("identity").asText()).isEqualTo("alice");
        assertThat(body.path("metadata").path("channelName").asText()).isEqualTo("general");
        assertThat(body.path("metadata").path("permissions"))
                .hasToString("{\"canPublish\":true,\"canSubscribe\":true,\"isOwner\":true}");
        assertThat(world.issued).containsExactly(ROOM + " alice");
    }

    @Test
    void theTokenSaysWhatTheOwnerMayDoAndForHowLong() {
        String text = World.json(token("alice")).path("token").asText();
        JsonNode claims = World.claims(text);
        assertThat(claims.path("iss").asText()).isEqualTo("devkey");
        assertThat(claims.path("sub").asText()).isEqualTo("alice");
        assertThat(claims.path("jti").asText()).isNotEmpty();
        assertThat(claims.path("exp").asLong())
                .isEqualTo(world.now().plus(World.LIFETIME).getEpochSecond());
        assertThat(claims.path("nbf").asLong()).isBetween(1L, world.now().getEpochSecond());
        assertThat(claims.path("metadata").isTextual()).isTrue();
        assertThat(claims.path("metadata").asText())
                .isEqualTo("{\"userId\":\"alice\",\"username\":\"ALICE\",\"channelId\":\"" + World.CHANNEL
                        + "\",\"channelName\":\"general\"}");

        AccessToken token = world.verified(text);
        assertThat(token.grants().name()).isEqualTo("ALICE");
        VideoGrant video = Objects.requireNonNull(token.grants().video());
        assertThat(video.room()).isEqualTo(ROOM);
        assertThat(video.roomJoin()).isTrue();
        assertThat(video.canPublish()).isTrue();
        assertThat(video.canSubscribe()).isTrue();
        assertThat(video.canPublishData()).isTrue();
        assertThat(video.roomAdmin()).isTrue();
        assertThat(video.roomList()).isTrue();
        assertThat(video.roomRecord()).isFalse();
        assertThat(video.roomCreate()).isFalse();
    }

    @Test
    void aMemberIsNoAdministrator() {
        JsonNode body = World.json(token("bob"));
        assertThat(body.path("isOwner").asBoolean(true)).isFalse();
        JsonNode video = World.claims(body.path("token").asText()).path("video");
        assertThat(video.path("roomJoin").asBoolean()).isTrue();
        assertThat(video.path("canPublish").asBoolean()).isTrue();
        assertThat(video.path("roomAdmin").asBoolean()).isFalse();
        assertThat(video.path("roomList").asBoolean()).isFalse();
    }

    @Test
    void strangersAreTurnedAwayAndWhatIsNotThereIsNotThereForThemEither() {
        refused(token("dave"), 403, "Not a channel member");
        refused(token("dave", "c0ffee00-0000-4000-8000-00000000ffff"), 404, "Channel not found");
        refused(token("alice", "c0ffee00-0000-4000-8000-00000000ffff"), 404, "Channel not found");
    }

    @Test
    void anOverrideCountsFromTheNextRequestOn() {
        refused(token("carol"), 403, "No WebRTC permission");
        world.member("carol", "member", true);
        assertThat(token("carol").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"channelId\":\"\"}", "{\"channelId\":null}"})
    void aRequestWithoutAChannelIsBad(String body) {
        refused(world.ask("alice", "POST", PATH, body), 400, "channelId required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channelId\":7}",
                "{\"channelId\":[\"x\"]}",
                "{\"channelId\":\"../x\"}",
                "{\"channelId\":\"a b\"}",
                "{\"channelId\":\"x\",\"deviceIdentity\":\"yes\"}"
            })
    void whatIsNoIdIsBad(String body) {
        assertThat(world.ask("alice", "POST", PATH, body).status()).isEqualTo(400);
        assertThat(world.ask("alice", "POST", PATH, "{\"channelId\":\"" + "x".repeat(129) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{\"channelId\":\"a\",\"channelId\":\"b\"}", "{} {}"})
    void whatIsNoJsonObjectIsBad(String body) {
        refused(world.ask("alice", "POST", PATH, body), 400, "Malformed JSON");
    }

    @Test
    void deepNestingIsBadAndNoFailure() {
        assertThat(world.ask("alice", "POST", PATH, "[".repeat(20_000)).status())
                .isEqualTo(400);
        assertThat(world.failures).isEmpty();
    }

    @Test
    void withoutCredentialsThereIsNothing() {
        ApiAnswer answer = world.ask("POST", PATH, "{\"channelId\":\"" + World.CHANNEL + "\"}");
        refused(answer, 401, "unauthorized");
        assertThat(World.json(answer).path("message").asText()).isEqualTo("Authentication required");
    }

    @Test
    void whenTheStoreFailsTheCallerLearnsOnlyThat() {
        world.breakStore();
        ApiAnswer answer = token("alice");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"auth_error\"}");

        ApiAnswer byKey = world.ask(
                "POST",
                PATH,
                ("{\"channelId\":\"" + World.CHANNEL + "\"}").getBytes(StandardCharsets.UTF_8),
                "X-Api-Key",
                "a-key-of-thirty-two-characters-00000");
        assertThat(byKey.status()).isEqualTo(500);
        assertThat(new String(byKey.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"Failed to generate token\"}");
        assertThat(world.failures).hasSize(2).noneMatch(each -> each.contains(World.CHANNEL) || each.contains("a-key"));
    }

    @Test
    void rolesBecomeGrants() {
        role("viewer", Set.of("stream.view"));
        world.member("bob", "viewer", null);
        JsonNode viewer = World.json(token("bob"));
        assertThat(viewer.path("permissions").path("canSubscribe").asBoolean()).isTrue();
        assertThat(viewer.path("permissions").path("canPublish").asBoolean(true))
                .isFalse();
        JsonNode video = World.claims(viewer.path("token").asText()).path("video");
        assertThat(video.path("canPublish").asBoolean(true)).isFalse();
        assertThat(video.path("canSubscribe").asBoolean()).isTrue();

        role("moderator", Set.of("stream.view", "stream.manage"));
        world.member("bob", "moderator", null);
        assertThat(World.claims(World.json(token("bob")).path("token").asText())
                        .path("video")
                        .path("roomAdmin")
                        .asBoolean())
                .isTrue();
    }

    private void role(String id, Set<String> permissions) {
        world.store.roles().put(new Role(id, id, RoleScope.CHANNEL_WEBRTC, permissions));
    }

    @Test
    void textChannelsHaveCallsOnlyWhereThatIsForgiven() {
        assertThat(token("alice", World.TEXT_CHANNEL).status()).isEqualTo(403);
        assertThat(token("bob", World.TEXT_CHANNEL).status()).isEqualTo(403);
        try (World forgiving = new World(Mode.PEERWAVE, Map.of())) {
            String body = "{\"channelId\":\"" + World.TEXT_CHANNEL + "\"}";
            assertThat(forgiving.ask("alice", "POST", PATH, body).status()).isEqualTo(200);
            assertThat(forgiving.ask("bob", "POST", PATH, body).status()).isEqualTo(200);
        }
    }

    @Test
    void aMemberWithoutRolesMayJoinOnlyWhereThatIsForgiven() {
        world.store.members().put(new ChannelMember(World.CHANNEL, "dave", Set.of(), null));
        refused(token("dave"), 403, "No WebRTC permission");
    }

    @Test
    void whatIsSaidTwiceIsSaidTheSame() {
        for (String user : new String[] {"alice", "bob"}) {
            JsonNode body = World.json(token(user));
            assertThat(body.path("server_url")).isEqualTo(body.path("url"));
            assertThat(body.path("participant_token")).isEqualTo(body.path("token"));
            JsonNode nested = body.path("metadata").path("permissions");
            assertThat(body.path("isOwner")).isEqualTo(nested.path("isOwner"));
            assertThat(body.path("permissions").path("canPublish")).isEqualTo(nested.path("canPublish"));
            assertThat(body.path("permissions").path("canSubscribe")).isEqualTo(nested.path("canSubscribe"));
            assertThat(body.path("userInfo").path("userId"))
                    .isEqualTo(body.path("metadata").path("userId"));
            assertThat(body.path("userInfo").path("username"))
                    .isEqualTo(body.path("metadata").path("username"));
            assertThat(body.path("expiresAt").asText())
                    .isEqualTo(world.verified(body.path("token").asText())
                            .expiresAt()
                            .toString());
            assertThat(body.path("ttl").asLong()).isEqualTo(World.LIFETIME.toSeconds());
        }
    }

    @Test
    void severalDevicesMayJoinWhereTheClientAsksForThat() {
        String body = "{\"channelId\":\"" + World.CHANNEL + "\",\"deviceIdentity\":true}";
        assertThat(World.json(world.ask("bob", "POST", PATH, body))
                        .path("identity")
                        .asText())
                .isEqualTo("bob:1");
    }
}
