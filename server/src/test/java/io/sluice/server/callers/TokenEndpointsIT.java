package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.sluice.server.Await;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients of several kinds get from a running node, and that it lets them in. */
class TokenEndpointsIT {
    private static HttpServer homeserver;
    private static CallingNode node;

    @BeforeAll
    static void start() throws IOException {
        homeserver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        homeserver.createContext("/_matrix/federation/v1/openid/userinfo", exchange -> {
            boolean known = "access_token=good".equals(exchange.getRequestURI().getRawQuery());
            byte[] body = (known ? "{\"sub\":\"@alice:example.com\"}" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        homeserver.start();
        node = new CallingNode("""
                token_api:
                  url: wss://sfu.example/livekit
                  limits: {anonymous_per_minute: 1000}
                  matrix: {homeservers: {example.com: "http://127.0.0.1:%d"}}
                """.formatted(homeserver.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        node.close();
        homeserver.stop(0);
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.body()).startsWith("{\"error\":\"" + error + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static SignalClient join(String token) {
        return SignalClient.join(node.node().webSocket("/rtc"), token);
    }

    @Test
    void theOwnersTokenLetsItIn() {
        HttpResponse<String> answer = node.channelToken("alice");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode body = CallingNode.json(answer);
        assertThat(body.path("url").asText()).isEqualTo("wss://sfu.example/livekit");
        assertThat(body.path("roomName").asText()).isEqualTo(CallingNode.ROOM);
        try (SignalClient client = join(body.path("token").asText())) {
            var join = client.awaitJoin().message().getJoin();
            assertThat(join.getRoom().getName()).isEqualTo(CallingNode.ROOM);
            assertThat(join.getParticipant().getIdentity()).isEqualTo("alice");
            assertThat(join.getParticipant().getName()).isEqualTo("ALICE");
            assertThat(join.getParticipant().getMetadata())
                    .isEqualTo("{\"userId\":\"alice\",\"username\":\"ALICE\",\"channelId\":\"" + CallingNode.CHANNEL
                            + "\",\"channelName\":\"general\"}");
        }
    }

    @Test
    void clientsThatKeepThePathOfTheUrlFindTheServerToo() {
        String token =
                CallingNode.json(node.channelToken("alice")).path("token").asText();
        try (SignalClient client = SignalClient.join(node.node().webSocket("/livekit/rtc"), token)) {
            assertThat(client.awaitJoin().message().getJoin().getParticipant().getIdentity())
                    .isEqualTo("alice");
        }
        for (String prefix : new String[] {"", "/livekit"}) {
            HttpResponse<String> listed = node.send(node.request(prefix + "/twirp/livekit.RoomService/ListParticipants")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"room\":\"" + CallingNode.ROOM + "\"}")));
            assertThat(listed.statusCode()).isEqualTo(200);
        }
        assertThat(node.send(node.request("/livekit")).statusCode()).isEqualTo(200);
        assertThat(node.send(node.request("/livekitrtc")).statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenIsForItsRoomAndForWhatItGrants() {
        String bob = CallingNode.json(node.channelToken("bob")).path("token").asText();
        try (SignalClient client = join(bob)) {
            client.awaitJoin();
            for (String call : new String[] {
                "ListParticipants {\"room\":\"channel-c2\"}",
                "ListParticipants {\"room\":\"" + CallingNode.ROOM + "\"}",
                "RemoveParticipant {\"room\":\"" + CallingNode.ROOM + "\",\"identity\":\"bob\"}"
            }) {
                String[] parts = call.split(" ", 2);
                HttpResponse<String> answer = node.send(node.request("/twirp/livekit.RoomService/" + parts[0])
                        .header("Authorization", "Bearer " + bob)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(parts[1])));
                assertThat(answer.statusCode()).as(call).isEqualTo(401);
                assertThat(CallingNode.json(answer).path("code").asText()).isEqualTo("unauthenticated");
            }
            assertThat(client.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void whoMayNotJoinGetsNoToken() {
        refused(node.channelToken("dave"), 403, "Not a channel member");
        refused(node.channelToken("carol"), 403, "No WebRTC permission");
        refused(node.post("dave", "/api/livekit/token", "{\"channelId\":\"none\"}"), 404, "Channel not found");
        refused(node.post("alice", "/api/livekit/token", "{}"), 400, "channelId required");
        refused(node.post("alice", "/api/livekit/token", "{"), 400, "Malformed JSON");
    }

    @Test
    void anOverrideCountsFromTheNextRequestOn() {
        node.manage("users/erin", "{\"name\":\"Erin\"}");
        node.manage("users/erin/sessions/erin-client", "{\"secret\":\"" + CallingNode.secret("erin") + "\"}");
        String member = "channels/" + CallingNode.CHANNEL + "/members/erin";
        node.manage(member, "{\"roles\":[\"member\"],\"permissions\":{\"channelWebRtc\":false}}");
        refused(node.channelToken("erin"), 403, "No WebRTC permission");
        node.manage(member, "{\"roles\":[\"member\"],\"permissions\":{\"channelWebRtc\":true}}");
        assertThat(node.channelToken("erin").statusCode()).isEqualTo(200);
        refused(
                node.post("erin", "/api/livekit/meeting-token", "{\"meetingId\":\"" + CallingNode.MEETING + "\"}"),
                403,
                "Not authorized for this meeting");
    }

    @Test
    void tokensGrantWhatOwnershipAndRolesSayAndAnswersSayItTwiceAlike() {
        JsonNode owner = CallingNode.json(node.channelToken("alice"));
        AccessToken token = CallingNode.verified(owner.path("token").asText());
        VideoGrant grant = Objects.requireNonNull(token.grants().video());
        assertThat(grant.roomAdmin()).isTrue();
        assertThat(grant.roomList()).isTrue();
        assertThat(grant.roomRecord()).isFalse();
        assertThat(token.expiresAt())
                .isBetween(Instant.now().plusSeconds(595 - 30), Instant.now().plusSeconds(605));
        for (JsonNode body : new JsonNode[] {owner, CallingNode.json(node.channelToken("bob"))}) {
            assertThat(body.path("server_url")).isEqualTo(body.path("url"));
            assertThat(body.path("participant_token")).isEqualTo(body.path("token"));
            assertThat(body.path("isOwner")).isEqualTo(body.at("/metadata/permissions/isOwner"));
            assertThat(body.at("/permissions/canPublish")).isEqualTo(body.at("/metadata/permissions/canPublish"));
        }

        node.manage("users/vera", "{\"name\":\"Vera\"}");
        node.manage("users/vera/sessions/vera-client", "{\"secret\":\"" + CallingNode.secret("vera") + "\"}");
        String member = "channels/" + CallingNode.CHANNEL + "/members/vera";
        node.manage(
                "roles/viewer", "{\"name\":\"Viewer\",\"scope\":\"channelWebRtc\",\"permissions\":[\"stream.view\"]}");
        node.manage(member, "{\"roles\":[\"viewer\"]}");
        VideoGrant viewer = granted("vera");
        assertThat(viewer.maySubscribe()).isTrue();
        assertThat(viewer.mayPublish()).isFalse();
        node.manage(
                "roles/moderator",
                "{\"name\":\"Moderator\",\"scope\":\"channelWebRtc\",\"permissions\":[\"stream.view\",\"stream.manage\"]}");
        node.manage(member, "{\"roles\":[\"moderator\"]}");
        assertThat(granted("vera").roomAdmin()).isTrue();
        assertThat(granted("bob").roomAdmin()).isFalse();
    }

    private static VideoGrant granted(String user) {
        String token = CallingNode.json(node.channelToken(user)).path("token").asText();
        return Objects.requireNonNull(CallingNode.verified(token).grants().video());
    }

    @Test
    void aLinkServesAsManyGuestsAsItSays() {
        String link = CallingNode.json(node.post(
                        "alice", "/api/meetings/" + CallingNode.MEETING + "/generate-link", "{\"max_uses\":2}"))
                .path("invitation_token")
                .asText();
        String registration = "{\"invitation_token\":\"" + link + "\",\"display_name\":\"Grace\"}";
        for (int i = 0; i < 2; i++) {
            JsonNode guest = CallingNode.json(node.post("/api/meetings/external/register", registration));
            String door = "/api/meetings/" + CallingNode.MEETING + "/external/"
                    + guest.path("session_id").asText();
            assertThat(node.post(door + "/request-admission", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(node.post("alice", door + "/admit", "{}").statusCode()).isEqualTo(200);
        }
        assertThat(node.post("/api/meetings/external/register", registration).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anInvitedUserAndAnAdmittedGuestMeet() {
        JsonNode bob = CallingNode.json(
                node.post("bob", "/api/livekit/meeting-token", "{\"meetingId\":\"" + CallingNode.MEETING + "\"}"));
        String meetings = "/api/meetings/" + CallingNode.MEETING;
        String link = CallingNode.json(node.post("alice", meetings + "/generate-link", "{\"max_uses\":1}"))
                .path("invitation_token")
                .asText();
        assertThat(node.send(node.request("/api/meetings/external/join/" + link))
                        .statusCode())
                .isEqualTo(200);
        refused(
                node.send(node.request("/api/meetings/external/join/" + "0".repeat(32))),
                404,
                "Invalid invitation token");
        String registration = "{\"invitation_token\":\"" + link + "\",\"display_name\":\"Grace\"}";
        HttpResponse<String> registered = node.post("/api/meetings/external/register", registration);
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(node.post("/api/meetings/external/register", registration).statusCode())
                .isEqualTo(403);
        String session = CallingNode.json(registered).path("session_id").asText();
        String door = meetings + "/external/" + session;
        String wish = "{\"meetingId\":\"" + CallingNode.MEETING + "\",\"sessionId\":\"" + session + "\"}";
        refused(node.post("/api/livekit/guest-token", wish), 403, "Guest not admitted to meeting");
        assertThat(node.post(door + "/request-admission", "{}").statusCode()).isEqualTo(200);
        refused(node.post("bob", door + "/admit", "{}"), 403, "Not authorized for this meeting");
        assertThat(node.post("alice", door + "/admit", "{}").statusCode()).isEqualTo(200);
        JsonNode guest = CallingNode.json(node.post("/api/livekit/guest-token", wish));

        try (SignalClient first = join(bob.path("token").asText())) {
            assertThat(first.awaitJoin().message().getJoin().getParticipant().getIdentity())
                    .isEqualTo("bob:1");
            try (SignalClient second = join(guest.path("token").asText())) {
                var join = second.awaitJoin().message().getJoin();
                assertThat(join.getRoom().getName()).isEqualTo(CallingNode.MEETING);
                assertThat(join.getParticipant().getIdentity()).isEqualTo("guest_" + session);
            }
        }
    }

    @Test
    void membersSeeWhoIsInTheCallAndTheOwnerSendsThemOut() {
        String path = "/api/livekit/room/" + CallingNode.CHANNEL;
        try (SignalClient alice = join(CallingNode.json(node.channelToken("alice"))
                        .path("token")
                        .asText());
                SignalClient bob = join(
                        CallingNode.json(node.channelToken("bob")).path("token").asText())) {
            alice.awaitJoin();
            bob.awaitJoin();
            JsonNode body = Await.until(
                    "two participants",
                    () -> CallingNode.json(node.ask("bob", "GET", path, "")),
                    seen -> seen.path("participants").size() == 2);
            assertThat(body.path("roomName").asText()).isEqualTo(CallingNode.ROOM);
            assertThat(body.path("connected").asBoolean()).isTrue();
            assertThat(body.path("participants").findValuesAsText("identity"))
                    .containsExactlyInAnyOrder("alice", "bob");
            assertThat(body.path("participants").get(0).path("tracks"))
                    .hasToString("{\"audio\":false,\"video\":false,\"screen\":false}");
            assertThat(node.ask("dave", "GET", path, "").statusCode()).isEqualTo(403);

            assertThat(node.ask("bob", "DELETE", path + "/participants/alice", "")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(node.ask("alice", "DELETE", path + "/participants/bob", "")
                            .statusCode())
                    .isEqualTo(204);
            bob.await("a word that it was removed", SignalResponse::hasLeave);
            assertThat(node.send(node.request(path + "/participants/nobody")
                                    .header("Authorization", "Bearer " + CallingNode.administrator())
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aCallBeginsAtOnceAndEndsForAll() {
        String call = CallingNode.json(node.post("alice", "/api/calls/instant", "{\"source_user_id\":\"dave\"}"))
                .path("meeting_id")
                .asText();
        String wish = "{\"meetingId\":\"" + call + "\"}";
        refused(node.post("bob", "/api/livekit/meeting-token", wish), 403, "Not authorized for this meeting");
        JsonNode token = CallingNode.json(node.post("dave", "/api/livekit/meeting-token", wish));
        try (SignalClient dave = join(token.path("token").asText())) {
            dave.awaitJoin();
            Await.until(
                    "dave in the call",
                    () -> CallingNode.json(node.ask("alice", "GET", "/api/calls/" + call + "/participants", "")),
                    seen -> seen.path("participants").findValuesAsText("uuid").contains("dave"));
            refused(node.ask("dave", "DELETE", "/api/calls/" + call, ""), 403, "Only call creator can end call");
            assertThat(node.ask("alice", "DELETE", "/api/calls/" + call, "").statusCode())
                    .isEqualTo(200);
            dave.await("a word that the call has ended", SignalResponse::hasLeave);
        }
    }

    @Test
    void iceServersHaveListsOfUrlsAndAnEnd() {
        JsonNode body = CallingNode.json(node.ask("alice", "GET", "/api/livekit/ice-config", ""));
        assertThat(body.path("iceServers").isArray()).isTrue();
        Instant end = Instant.parse(body.path("expiresAt").asText());
        assertThat(Duration.between(Instant.now().plusSeconds(body.path("ttl").asLong()), end))
                .isBetween(Duration.ofSeconds(-30), Duration.ofSeconds(2));
    }

    @Test
    void aWebhookCountsIfItIsGenuine() throws Exception {
        String body = "{\"event\":\"room_started\",\"id\":\"EV_1\",\"createdAt\":\"1762000000\"}";
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        String token = new TokenIssuer(RunningNode.KEYS)
                .issue("", Grants.builder().sha256(hash).build(), Duration.ofMinutes(5), Instant.now());
        assertThat(webhook(body, token).body()).isEqualTo("OK");
        assertThat(webhook(body, token).statusCode()).isEqualTo(200);
        assertThat(webhook(body + ' ', token).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> webhook(String body, String token) {
        return node.send(node.request("/api/livekit/webhook")
                .header("Authorization", token)
                .header("Content-Type", "application/webhook+json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void clientSdksGetTokensAtTheStandardEndpoint() {
        String path = "/api/livekit/connection-details";
        HttpResponse<String> answer = node.post("bob", path, "{\"room_name\":\"" + CallingNode.ROOM + "\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(CallingNode.json(answer).path("server_url").asText()).isEqualTo("wss://sfu.example/livekit");
        AccessToken token = CallingNode.verified(
                CallingNode.json(answer).path("participant_token").asText());
        assertThat(token.identity()).isEqualTo("bob");
        refused(
                node.post(
                        "bob", path, "{\"room_name\":\"" + CallingNode.ROOM + "\",\"participant_identity\":\"alice\"}"),
                403,
                "participant_identity must be your own");
        refused(node.post("bob", path, "{}"), 400, "room_name required");
    }

    @Test
    void elementCallGetsTokensForMatrixUsers() {
        String openId = "\"openid_token\":{\"access_token\":\"good\",\"token_type\":\"Bearer\","
                + "\"matrix_server_name\":\"example.com\",\"expires_in\":3600}";
        String older = "{\"room\":\"!roomid:example.com\"," + openId + ",\"device_id\":\"DEV\"}";
        HttpResponse<String> answer = node.post("/sfu/get", older);
        assertThat(answer.statusCode()).isEqualTo(200);
        AccessToken token =
                CallingNode.verified(CallingNode.json(answer).path("jwt").asText());
        assertThat(token.identity()).isEqualTo("@alice:example.com:DEV");
        assertThat(Objects.requireNonNull(token.grants().video()).room())
                .isEqualTo("F4oOprKFBq6JHqy2qYpq6UQQmR7hCvxkQQoUrd0+SbI");

        String newer = "{\"room_id\":\"!roomid:example.com\",\"slot_id\":\"slot1234\"," + openId
                + ",\"member\":{\"id\":\"memberABC\",\"claimed_user_id\":\"@alice:example.com\","
                + "\"claimed_device_id\":\"DEVICE123\"}}";
        AccessToken hashed = CallingNode.verified(
                CallingNode.json(node.post("/get_token", newer)).path("jwt").asText());
        assertThat(hashed.identity()).isEqualTo("J+T45tGruxc+HrUOqJJlyQSV33m728Cme4+vt8/SWrU");

        assertThat(node.post("/sfu/get", older.replace("good", "bad")).statusCode())
                .isEqualTo(401);
        assertThat(node.post("/sfu/get", older.replace("\"room\"", "\"rom\"")).body())
                .contains("M_NOT_JSON");
        assertThat(node.send(node.request("/sfu/get")).statusCode()).isEqualTo(405);
    }
}
