package io.sluice.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.Encryption;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.TrackSource;
import io.sluice.signaling.proto.TrackType;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an application can do to a running node by the management API, with people in calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ManagementContract {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOM = "channel-c1";
    private static final AtomicInteger TOKENS = new AtomicInteger();

    private RunningNode node;

    /** After the node has ended. */
    void endDatabase() throws Exception {}

    /** Settings of the database, in YAML. */
    abstract String database();

    @BeforeAll
    void start() {
        node = RunningNode.with(database());
    }

    @AfterAll
    void end() throws Exception {
        node.close();
        endDatabase();
    }

    @BeforeEach
    void fill() throws Exception {
        for (String user : new String[] {"alice", "bob"}) {
            put("users/" + user, "{\"name\":\"" + user + "\"}");
        }
        put("roles/talker", role("\"stream.view\",\"stream.send\""));
        put("channels/c1", "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\",\"defaultRole\":\"talker\"}");
        put("channels/c1/members/bob", "{}");
    }

    @Test
    void strangersAndOrdinaryTokensAreTurnedAway() throws Exception {
        assertThat(send("GET", "users/alice", "", "").statusCode()).isEqualTo(401);
        HttpResponse<String> ordinary = send("GET", "users/alice", "", RunningNode.token("alice", ROOM));
        assertThat(ordinary.statusCode()).isEqualTo(403);
        assertThat(ordinary.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(ordinary.body()).path("status").intValue()).isEqualTo(403);
    }

    @Test
    void whatIsPutIsShown() throws Exception {
        String path = "meetings/mtg_0123456789ab";
        HttpResponse<String> stored = send(
                "PUT", path, "{\"title\":\"Plans\",\"createdBy\":\"alice\",\"invited\":[\"bob\"]}", administrator());
        assertThat(stored.statusCode()).isEqualTo(201);
        HttpResponse<String> shown = send("GET", path, "", administrator());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(stored.body());
        assertThat(send("DELETE", path, "", administrator()).statusCode()).isEqualTo(204);
        assertThat(send("GET", path, "", administrator()).statusCode()).isEqualTo(404);
    }

    @Test
    void theDescriptionIsForAll() throws Exception {
        HttpResponse<String> description = send("GET", "openapi.json", "", "");
        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(description.body()).path("openapi").textValue())
                .startsWith("3.1");
    }

    @Test
    void anIssuedTokenOpensTheDoor() throws Exception {
        HttpResponse<String> issued =
                send("POST", "tokens", "{\"room\":\"lobby\",\"identity\":\"robot\"}", administrator());
        assertThat(issued.statusCode()).isEqualTo(201);
        JsonNode body = JSON.readTree(issued.body());
        assertThat(body.path("url").textValue()).isEqualTo("ws://127.0.0.1:" + node.port());
        try (SignalClient robot =
                SignalClient.join(node.webSocket("/rtc"), body.path("token").textValue())) {
            assertThat(robot.awaitJoin().message().getJoin().getParticipant().getIdentity())
                    .isEqualTo("robot");
        }
    }

    @Test
    void aRemovedMemberIsSentOutAndKeptOut() throws Exception {
        String token = token("bob");
        try (SignalClient alice = join("alice");
                SignalClient bob = SignalClient.join(node.webSocket("/rtc"), token)) {
            bob.awaitJoin();
            assertThat(validate(token)).isEqualTo(200);
            delete("channels/c1/members/bob");
            assertThat(leaveReason(bob)).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            alice.await(
                    "word that bob has gone",
                    message -> message.hasUpdate()
                            && message.getUpdate().getParticipantsList().stream()
                                    .anyMatch(each -> each.getIdentity().equals("bob")
                                            && each.getState() == ParticipantInfo.State.DISCONNECTED));
            assertThat(validate(token)).as("the token of before").isEqualTo(401);
            put("channels/c1/members/bob", "{}");
            assertThat(validate(token)).as("the token of before, after all").isEqualTo(401);
            assertThat(validate(token("bob"))).as("a new token").isEqualTo(200);
        }
    }

    @Test
    void aFormerOwnerModeratesNoMore() throws Exception {
        String token = token("alice", RunningNode.joining(ROOM).roomAdmin(true).build());
        try (SignalClient alice = SignalClient.join(node.webSocket("/rtc"), token)) {
            alice.awaitJoin();
            assertThat(listParticipants(token)).isEqualTo(200);
            put(
                    "channels/c1",
                    "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"bob\",\"defaultRole\":\"talker\"}");
            assertThat(leaveReason(alice)).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            assertThat(listParticipants(token)).isEqualTo(401);
        }
    }

    @Test
    void whoModeratesNoMoreStaysWithTokensThatSaySo() throws Exception {
        put("roles/talker", role("\"stream.view\",\"stream.send\",\"stream.manage\""));
        String token = token("bob", RunningNode.joining(ROOM).roomAdmin(true).build());
        try (SignalClient bob = SignalClient.join(node.webSocket("/rtc"), token)) {
            bob.awaitJoin();
            String first = bob.await("a token to come back with", SignalResponse::hasRefreshToken)
                    .message()
                    .getRefreshToken();
            assertThat(listParticipants(first)).isEqualTo(200);

            put("roles/talker", role("\"stream.view\",\"stream.send\""));
            String next = bob.await(
                            "another",
                            message -> message.hasRefreshToken()
                                    && !message.getRefreshToken().equals(first))
                    .message()
                    .getRefreshToken();
            assertThat(listParticipants(token)).as("the token he joined with").isEqualTo(401);
            assertThat(listParticipants(first)).as("the one of before").isEqualTo(401);
            assertThat(listParticipants(next)).as("the new one").isEqualTo(401);
            assertThat(validate(next)).isEqualTo(200);
            assertThat(bob.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void aChangedRoleIsFeltInTheCall() throws Exception {
        try (SignalClient bob = join("bob")) {
            put("roles/talker", role("\"stream.view\""));
            bob.await(
                    "the loss of a right",
                    message -> message.hasUpdate()
                            && message.getUpdate().getParticipantsList().stream()
                                    .anyMatch(each -> each.getIdentity().equals("bob")
                                            && each.getPermission().getCanSubscribe()
                                            && !each.getPermission().getCanPublish()));
            put("roles/talker", role("\"stream.view\",\"stream.send\""));
            bob.await(
                    "its return",
                    message -> message.hasUpdate()
                            && message.getUpdate().getParticipantsList().stream()
                                    .anyMatch(each -> each.getIdentity().equals("bob")
                                            && each.getPermission().getCanPublish()));
        }
    }

    @Test
    void aDeletedChannelEndsItsCall() throws Exception {
        try (SignalClient alice = join("alice")) {
            delete("channels/c1");
            assertThat(leaveReason(alice)).isEqualTo(DisconnectReason.ROOM_DELETED);
        }
    }

    @Test
    void aDeletedUserLeaves() throws Exception {
        try (SignalClient bob = join("bob")) {
            delete("users/bob");
            assertThat(leaveReason(bob)).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        }
    }

    @Test
    void whoIsNoMemberIsNotTouchedByWhatConcernsOthers() throws Exception {
        try (SignalClient robot = join("robot");
                SignalClient bob = join("bob")) {
            put("channels/c1", "{\"name\":\"other\",\"type\":\"webrtc\",\"owner\":\"bob\",\"defaultRole\":\"talker\"}");
            delete("channels/c1/members/bob");
            put("channels/c1", "{\"name\":\"other\",\"type\":\"signal\",\"owner\":\"alice\"}");
            assertThat(leaveReason(bob)).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            assertThat(robot.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void aChannelThatRequiresEncryptionRefusesOpenTracks() throws Exception {
        put("channels/c2", "{\"name\":\"secret\",\"type\":\"webrtc\",\"owner\":\"alice\",\"e2ee\":\"require\"}");
        HttpResponse<String> issued =
                send("POST", "tokens", "{\"room\":\"channel-c2\",\"identity\":\"alice\"}", administrator());
        String token = JSON.readTree(issued.body()).path("token").textValue();
        try (SignalClient alice = SignalClient.join(node.webSocket("/rtc"), token)) {
            alice.awaitJoin();
            alice.send(microphone("open", Encryption.Type.NONE));
            RequestResponse refusal = alice.await("a refusal", SignalResponse::hasRequestResponse)
                    .message()
                    .getRequestResponse();
            assertThat(refusal.getReason()).isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
            assertThat(refusal.getMessage()).contains("encryption");
            assertThat(refusal.getAddTrack().getCid()).isEqualTo("open");
            alice.send(microphone("sealed", Encryption.Type.GCM));
            assertThat(alice.await("a track", SignalResponse::hasTrackPublished)
                            .message()
                            .getTrackPublished()
                            .getCid())
                    .isEqualTo("sealed");
        }
    }

    private static SignalRequest microphone(String cid, Encryption.Type encryption) {
        return SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(cid)
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)
                        .setEncryption(encryption))
                .build();
    }

    /** No two are alike, though they be of the same second. */
    private static String token(String identity) {
        return token(identity, RunningNode.joining(ROOM).build());
    }

    private static String token(String identity, VideoGrant video) {
        Grants grants = Grants.builder()
                .name(identity + " " + TOKENS.incrementAndGet())
                .video(video)
                .build();
        return new TokenIssuer(RunningNode.KEYS).issue(identity, grants, Duration.ofHours(1), Instant.now());
    }

    private SignalClient join(String identity) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), token(identity));
        client.awaitJoin();
        return client;
    }

    private static DisconnectReason leaveReason(SignalClient client) {
        return client.await("a leave", message -> message.hasLeave())
                .message()
                .getLeave()
                .getReason();
    }

    private int listParticipants(String token) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(node.http("/twirp/livekit.RoomService/ListParticipants"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"room\":\"" + ROOM + "\"}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private int validate(String token) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(node.http("/rtc/validate?access_token=" + token))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private void put(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("PUT", path, body, administrator());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isIn(200, 201);
    }

    private void delete(String path) throws IOException, InterruptedException {
        assertThat(send("DELETE", path, "", administrator()).statusCode())
                .as(path)
                .isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, String body, String bearer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.http("/api/manage/" + path)).method(method, BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String administrator() {
        return RunningNode.token(
                "", VideoGrant.builder().roomCreate(true).roomAdmin(true).build());
    }

    private static String role(String permissions) {
        return "{\"name\":\"Talker\",\"scope\":\"channelWebRtc\",\"permissions\":[" + permissions + "]}";
    }
}
