package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.ListRoomsRequest;
import io.sluice.signaling.proto.ListRoomsResponse;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.RoomMovedResponse;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.TrackType;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.SipGrant;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LiveKit's server API over HTTP, call by call; what is expected is what a LiveKit server answers unless a test says otherwise. */
class RoomServiceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("""
                room:
                  room_configurations:
                    stage: {max_participants: 3, metadata: from the preset, departure_timeout: 7}
                limit: {max_metadata_size: 2000, max_attributes_size: 1000}
                """);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** An HTTP answer, with its body as JSON where it is that. */
    record Answer(int status, String type, byte[] bytes) {
        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Answer post(String path, String type, byte[] body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.http(path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer call(String method, String json, @Nullable String token) {
        return post("/twirp/livekit." + method, "application/json", json.getBytes(StandardCharsets.UTF_8), token);
    }

    private static Answer call(String method, UnaryOperator<VideoGrantBuilder> rights, String json) {
        return call(
                method,
                json,
                RunningNode.token("", rights.apply(VideoGrant.builder()).build()));
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("msg").asText()).isEqualTo(message);
    }

    private static UnaryOperator<VideoGrantBuilder> admin(String room) {
        return grant -> grant.roomAdmin(true).room(room);
    }

    private static JsonNode create(String json) {
        return ok(call("RoomService/CreateRoom", grant -> grant.roomCreate(true), json));
    }

    private static JsonNode listed(String room) {
        return ok(call("RoomService/ListRooms", grant -> grant.roomList(true), "{\"names\":[\"" + room + "\"]}"))
                .path("rooms");
    }

    private static SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    /** Announces a microphone and gives its sid. */
    private static String announce(SignalClient client, String cid) {
        client.send(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder().setCid(cid).setType(TrackType.AUDIO))
                .build());
        return client.await(
                        "the track's sid",
                        message -> message.hasTrackPublished()
                                && message.getTrackPublished().getCid().equals(cid))
                .message()
                .getTrackPublished()
                .getTrack()
                .getSid();
    }

    // Rooms.

    @Test
    void aNewRoomIsAnsweredWholeAndIsListed() {
        JsonNode room = create("{\"name\":\"new\",\"empty_timeout\":60,\"departureTimeout\":2,\"max_participants\":9,"
                + "\"metadata\":\"room md\"}");

        assertThat(room.path("sid").asText()).startsWith("RM_");
        assertThat(room.path("empty_timeout").asInt()).isEqualTo(60);
        assertThat(room.path("departure_timeout").asInt()).isEqualTo(2);
        assertThat(room.path("max_participants").asInt()).isEqualTo(9);
        assertThat(room.path("metadata").asText()).isEqualTo("room md");
        assertThat(room.path("creation_time").isTextual()).isTrue();
        assertThat(room.path("creation_time_ms").asText())
                .startsWith(room.path("creation_time").asText());
        assertThat(room.path("enabled_codecs").path(2).path("mime").asText()).isEqualTo("audio/opus");
        assertThat(room.path("num_participants").isInt()).isTrue();
        assertThat(room.path("active_recording").isBoolean()).isTrue();
        assertThat(room.has("version")).isTrue();
        assertThat(room.path("version").isNull()).isTrue();
        assertThat(listed("new")).containsExactly(room);
    }

    @Test
    void aRoomThatIsThereTakesOnWhatIsAskedForInParticularAndKeepsTheRest() {
        JsonNode before = create("{\"name\":\"again\",\"metadata\":\"first\",\"max_participants\":5}");

        JsonNode after = create("{\"name\":\"again\",\"metadata\":\"second\",\"empty_timeout\":44}");

        assertThat(after.path("sid")).isEqualTo(before.path("sid"));
        assertThat(after.path("metadata").asText()).isEqualTo("second");
        assertThat(after.path("empty_timeout").asInt()).isEqualTo(44);
        assertThat(after.path("max_participants").asInt()).isEqualTo(5);
        assertThat(listed("again")).containsExactly(after);
        assertThat(create("{\"name\":\"again\"}")).isEqualTo(after);
    }

    @Test
    void aPresetFillsWhatTheRequestLeavesEmpty() {
        JsonNode room = create("{\"name\":\"on stage\",\"room_preset\":\"stage\",\"max_participants\":8}");
        assertThat(room.path("metadata").asText()).isEqualTo("from the preset");
        assertThat(room.path("departure_timeout").asInt()).isEqualTo(7);
        assertThat(room.path("max_participants").asInt()).isEqualTo(8);
    }

    @Test
    void aTokenMayBringTheConfigurationOfTheRoomThatItsBearerOpens() {
        Grants grants = Grants.builder()
                .video(RunningNode.joining("by token").build())
                .roomPreset("stage")
                .roomConfig("{\"maxParticipants\":4,\"metadata\":\"from the token\"}")
                .build();
        String token = new TokenIssuer(RunningNode.KEYS).issue("anna", grants, Duration.ofHours(1), Instant.now());
        try (SignalClient anna = SignalClient.join(node.webSocket("/rtc"), token)) {
            Room room = anna.awaitJoin().message().getJoin().getRoom();
            assertThat(room.getMaxParticipants()).isEqualTo(4);
            assertThat(room.getMetadata()).isEqualTo("from the token");
            assertThat(room.getDepartureTimeout()).isEqualTo(7);
        }
    }

    @Test
    void whatARoomMayNotBeIsRefused() {
        UnaryOperator<VideoGrantBuilder> create = grant -> grant.roomCreate(true);
        refused(
                call("RoomService/CreateRoom", create, "{\"name\":\"" + "r".repeat(257) + "\"}"),
                400,
                "invalid_argument",
                "twirp error unknown: room name length exceeds limits: max length 256");
        refused(
                call("RoomService/CreateRoom", create, "{\"name\":\"y\",\"room_preset\":\"nothing\"}"),
                400,
                "invalid_argument",
                "twirp error unknown: unknown room configuration in create room request");
        Answer metadata =
                call("RoomService/CreateRoom", create, "{\"name\":\"y\",\"metadata\":\"" + "m".repeat(2001) + "\"}");
        refused(metadata, 400, "invalid_argument", "metadata size exceeds limits 2000");
        assertThat(metadata.json().path("meta").path("argument").asText()).isEqualTo("metadata size exceeds limits");
        refused(
                call("RoomService/CreateRoom", create, "{\"name\":\"y\",\"egress\":{\"tracks\":{}}}"),
                500,
                "internal",
                "twirp error unknown: egress not connected (redis required)");
        assertThat(listed("y")).isEmpty();
    }

    @Test
    void aDeletedRoomIsGoneWithTheAnswerAndThoseInItAreTold() {
        create("{\"name\":\"doomed\"}");
        try (SignalClient anna = join("anna", "doomed")) {
            UnaryOperator<VideoGrantBuilder> create = grant -> grant.roomCreate(true);
            assertThat(ok(call("RoomService/DeleteRoom", create, "{\"room\":\"doomed\"}")))
                    .isEmpty();
            assertThat(listed("doomed")).isEmpty();
            LeaveRequest leave =
                    anna.await("a Leave", SignalResponse::hasLeave).message().getLeave();
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
            refused(
                    call("RoomService/DeleteRoom", create, "{\"room\":\"doomed\"}"),
                    404,
                    "not_found",
                    "twirp error unknown: requested room does not exist");
        }
    }

    @Test
    void newMetadataReachesThoseInTheRoomAndMayBeEmpty() {
        create("{\"name\":\"described\",\"metadata\":\"before\"}");
        try (SignalClient anna = join("anna", "described")) {
            JsonNode room = ok(call(
                    "RoomService/UpdateRoomMetadata",
                    admin("described"),
                    "{\"room\":\"described\",\"metadata\":\"after\"}"));
            assertThat(room.path("metadata").asText()).isEqualTo("after");
            anna.await(
                    "the new metadata",
                    message -> message.hasRoomUpdate()
                            && message.getRoomUpdate().getRoom().getMetadata().equals("after"));
            ok(call("RoomService/UpdateRoomMetadata", admin("described"), "{\"room\":\"described\"}"));
            assertThat(listed("described").path(0).path("metadata").asText()).isEmpty();
            assertThat(listed("described").path(0).path("num_participants").asInt())
                    .isEqualTo(1);
        }
        refused(
                call("RoomService/UpdateRoomMetadata", admin("none"), "{\"room\":\"none\",\"metadata\":\"x\"}"),
                404,
                "not_found",
                "twirp error unknown: requested room does not exist");
    }

    @Test
    void theRoomFillsUpToItsOwnLimit() {
        create("{\"name\":\"small\",\"max_participants\":1}");
        try (SignalClient anna = join("anna", "small");
                SignalClient bert = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("bert", "small"))) {
            assertThat(bert.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getReason())
                    .isEqualTo(DisconnectReason.JOIN_FAILURE);
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    // Participants.

    @Test
    void participantsAreListedWholeOneByOneAndInRoomsThatAreNotThereNotAtAll() {
        try (SignalClient anna = join("anna", "people")) {
            String track = announce(anna, "mic");
            JsonNode all = ok(call("RoomService/ListParticipants", admin("people"), "{\"room\":\"people\"}"));
            JsonNode one = ok(
                    call("RoomService/GetParticipant", admin("people"), "{\"room\":\"people\",\"identity\":\"anna\"}"));
            assertThat(all.path("participants")).containsExactly(one);
            assertThat(one.path("state").asText()).isEqualTo("JOINED");
            assertThat(one.path("permission").path("can_publish").asBoolean()).isTrue();
            assertThat(one.path("joined_at").isTextual()).isTrue();
            assertThat(track).startsWith("TR_");
        }
        assertThat(ok(call("RoomService/ListParticipants", admin("nowhere"), "{\"room\":\"nowhere\"}"))
                        .path("participants"))
                .isEmpty();
        refused(
                call("RoomService/GetParticipant", admin("nowhere"), "{\"room\":\"nowhere\",\"identity\":\"anna\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void whoIsRemovedIsGoneWithTheAnswerAndComesBackOnlyWithATokenMadeSince() {
        String old = RunningNode.token("anna", "guarded");
        try (SignalClient anna = SignalClient.join(node.webSocket("/rtc"), old);
                SignalClient bert = join("bert", "guarded")) {
            anna.awaitJoin();
            ok(call("RoomService/RemoveParticipant", admin("guarded"), "{\"room\":\"guarded\",\"identity\":\"anna\"}"));
            assertThat(ok(call("RoomService/ListParticipants", admin("guarded"), "{\"room\":\"guarded\"}"))
                            .path("participants")
                            .findValuesAsText("identity"))
                    .containsExactly("bert");
            assertThat(anna.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getReason())
                    .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            assertThat(bert.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
        Answer refused = send(HttpRequest.newBuilder(node.http("/rtc/validate?access_token=" + old))
                .build());
        assertThat(refused.status()).isEqualTo(401);
        Grants renamed = Grants.builder()
                .name("let in again")
                .video(RunningNode.joining("guarded").build())
                .build();
        String fresh = new TokenIssuer(RunningNode.KEYS).issue("anna", renamed, Duration.ofHours(1), Instant.now());
        try (SignalClient anna = SignalClient.join(node.webSocket("/rtc"), fresh)) {
            anna.awaitJoin();
        }
        refused(
                call("RoomService/RemoveParticipant", admin("guarded"), "{\"room\":\"guarded\",\"identity\":\"eve\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void aTrackIsMutedForItsPublisherAndNotUnmutedFromOutside() {
        try (SignalClient anna = join("anna", "quiet")) {
            String track = announce(anna, "mic");
            String request = "{\"room\":\"quiet\",\"identity\":\"anna\",\"track_sid\":\"%s\",\"muted\":%s}";
            JsonNode muted = ok(call("RoomService/MutePublishedTrack", admin("quiet"), request.formatted(track, true)));
            assertThat(muted.path("track").path("sid").asText()).isEqualTo(track);
            assertThat(muted.path("track").path("muted").asBoolean()).isTrue();
            MuteTrackRequest told =
                    anna.await("to be muted", SignalResponse::hasMute).message().getMute();
            assertThat(told.getSid()).isEqualTo(track);
            assertThat(told.getMuted()).isTrue();
            refused(
                    call("RoomService/MutePublishedTrack", admin("quiet"), request.formatted(track, false)),
                    412,
                    "failed_precondition",
                    "twirp error unknown: remote unmute not enabled");
            JsonNode unknown =
                    ok(call("RoomService/MutePublishedTrack", admin("quiet"), request.formatted("TR_none", true)));
            assertThat(unknown.has("track")).isTrue();
            assertThat(unknown.path("track").isNull()).isTrue();
        }
    }

    @Test
    void aNewDescriptionAndNewRightsAreToldToAllAndGoIntoTheNextToken() {
        try (SignalClient anna = join("anna", "changing");
                SignalClient bert = join("bert", "changing")) {
            JsonNode updated = ok(call("RoomService/UpdateParticipant", admin("changing"), """
                    {"room":"changing","identity":"anna","name":"Anna B","metadata":"md","attributes":{"b":"2"},
                     "permission":{"can_subscribe":true,"can_publish_sources":["CAMERA"]}}"""));
            assertThat(updated.path("name").asText()).isEqualTo("Anna B");
            assertThat(updated.path("attributes").path("b").asText()).isEqualTo("2");
            assertThat(updated.path("permission").path("can_subscribe").asBoolean())
                    .isTrue();
            assertThat(updated.path("permission").path("can_publish").asBoolean())
                    .isFalse();
            assertThat(updated.path("permission")
                            .path("can_publish_sources")
                            .path(0)
                            .asText())
                    .isEqualTo("CAMERA");
            bert.await(
                    "the new name",
                    message -> message.hasUpdate()
                            && message.getUpdate().getParticipantsList().stream()
                                    .anyMatch(p -> p.getName().equals("Anna B")));
            anna.await(
                    "a token with the new rights",
                    message -> message.hasRefreshToken() && !mayPublish(message.getRefreshToken()));
        }
    }

    private static boolean mayPublish(String token) {
        byte[] claims = java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        try {
            return JSON.readTree(claims).path("video").path("canPublish").asBoolean(true);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void descriptionsThatAreTooLongAreRefused() {
        try (SignalClient anna = join("anna", "wordy")) {
            String request = "{\"room\":\"wordy\",\"identity\":\"anna\",%s}";
            refused(
                    call(
                            "RoomService/UpdateParticipant",
                            admin("wordy"),
                            request.formatted("\"name\":\"" + "n".repeat(300) + "\"")),
                    400,
                    "invalid_argument",
                    "name length exceeds limits 256");
            refused(
                    call(
                            "RoomService/UpdateParticipant",
                            admin("wordy"),
                            request.formatted("\"attributes\":{\"a\":\"" + "a".repeat(1000) + "\"}")),
                    400,
                    "invalid_argument",
                    "attribute size exceeds limits 1000");
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
        refused(
                call("RoomService/UpdateParticipant", admin("wordy"), "{\"room\":\"wordy\",\"identity\":\"eve\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void subscriptionsAreChangedByTrackOrByParticipantAndTrack() {
        try (SignalClient anna = join("anna", "watched")) {
            assertThat(ok(call("RoomService/UpdateSubscriptions", admin("watched"), """
                    {"room":"watched","identity":"anna","track_sids":["TR_x"],"subscribe":true,
                     "participant_tracks":[{"participant_sid":"PA_x","track_sids":["TR_y"]}]}""")))
                    .isEmpty();
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void whoIsMovedIsToldOfTheOtherRoomAndJoinsThereWithTheTokenItIsGiven() {
        UnaryOperator<VideoGrantBuilder> mover =
                grant -> grant.roomAdmin(true).room("here").destinationRoom("there");
        String request = "{\"room\":\"here\",\"identity\":\"%s\",\"destination_room\":\"%s\"}";
        try (SignalClient anna = join("anna", "here");
                SignalClient bert = join("bert", "there")) {
            ok(call("RoomService/MoveParticipant", mover, request.formatted("anna", "there")));

            RoomMovedResponse moved = anna.await("to be moved", SignalResponse::hasRoomMoved)
                    .message()
                    .getRoomMoved();
            assertThat(moved.getRoom().getName()).isEqualTo("there");
            assertThat(moved.getOtherParticipantsList())
                    .extracting(ParticipantInfo::getIdentity)
                    .containsExactly("bert");
            assertThat(anna.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getAction())
                    .isEqualTo(LeaveRequest.Action.RECONNECT);
            assertThat(ok(call("RoomService/ListParticipants", admin("here"), "{\"room\":\"here\"}"))
                            .path("participants"))
                    .isEmpty();
            try (SignalClient again = SignalClient.join(node.webSocket("/rtc"), moved.getToken())) {
                assertThat(again.awaitJoin().message().getJoin().getRoom().getName())
                        .isEqualTo("there");
                bert.await(
                        "anna in the other room",
                        message -> message.hasUpdate()
                                && message.getUpdate().getParticipantsList().stream()
                                        .anyMatch(p -> p.getIdentity().equals("anna")));
            }
        }
        refused(
                call("RoomService/MoveParticipant", mover, request.formatted("anna", "elsewhere")),
                401,
                "unauthenticated",
                "permissions denied");
        refused(
                call("RoomService/MoveParticipant", mover, request.formatted("eve", "there")),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
        refused(
                call(
                        "RoomService/MoveParticipant",
                        grant -> grant.roomAdmin(true).room("here").destinationRoom("here"),
                        request.formatted("anna", "here")),
                400,
                "invalid_argument",
                "twirp error unknown: destination room cannot be the same as source room");
    }

    @Test
    void whoIsForwardedIsInBothRoomsUntilItLeavesOrIsSentOut() {
        UnaryOperator<VideoGrantBuilder> mover =
                grant -> grant.roomAdmin(true).room("near").destinationRoom("far");
        String request = "{\"room\":\"near\",\"identity\":\"%s\",\"destination_room\":\"far\"}";
        String far = "{\"room\":\"far\"}";
        String copy = "{\"room\":\"far\",\"identity\":\"anna\"}";
        try (SignalClient anna = join("anna", "near")) {
            assertThat(ok(call("RoomService/ForwardParticipant", mover, request.formatted("anna"))))
                    .isEmpty();
            try (SignalClient bert = join("bert", "far")) {
                JsonNode known = ok(call("RoomService/GetParticipant", admin("far"), copy));
                assertThat(known.path("state").asText()).isEqualTo("ACTIVE");
                assertThat(bert.awaitJoin().message().getJoin().getOtherParticipantsList())
                        .extracting(ParticipantInfo::getIdentity)
                        .containsExactly("anna");
                refused(
                        call("RoomService/ForwardParticipant", mover, request.formatted("anna")),
                        409,
                        "already_exists",
                        "twirp error unknown: identity is taken in the destination room");
                ok(call("RoomService/RemoveParticipant", admin("far"), copy));
                ok(call("RoomService/ForwardParticipant", mover, request.formatted("anna")));
            }
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
        Await.until(
                "the copy to leave",
                () -> ok(call("RoomService/ListParticipants", admin("far"), far))
                        .path("participants"),
                JsonNode::isEmpty);
        refused(
                call("RoomService/ForwardParticipant", mover, request.formatted("eve")),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
        refused(
                call("RoomService/ForwardParticipant", admin("near"), request.formatted("anna")),
                401,
                "unauthenticated",
                "permissions denied");
    }

    @Test
    void dataGoesToRoomsThatAreThereAlsoWhenNobodyIsIn() {
        create("{\"name\":\"empty\"}");
        ok(call("RoomService/SendData", admin("empty"), "{\"room\":\"empty\",\"data\":\"aGk=\"}"));
        refused(
                call("RoomService/SendData", admin("empty"), "{\"room\":\"empty\",\"nonce\":\"aGk=\"}"),
                400,
                "invalid_argument",
                "twirp error unknown: nonce should be 16-bytes or not present, got: 2 bytes");
        refused(
                call("RoomService/SendData", admin("nowhere"), "{\"room\":\"nowhere\",\"data\":\"aGk=\"}"),
                404,
                "not_found",
                "twirp error unknown: requested room does not exist");
    }

    @Test
    void aProcedureThatCanNotBeCalledIsRefusedByNumber() {
        String request = "{\"room\":\"calling\",\"destination_identity\":\"%s\",\"method\":\"m\",\"payload\":\"%s\"}";
        try (SignalClient anna = join("anna", "calling")) {
            refused(
                    call("RoomService/PerformRpc", admin("calling"), request.formatted("", "")),
                    400,
                    "invalid_argument",
                    "twirp error unknown: destination identity is required");
            refused(
                    call("RoomService/PerformRpc", admin("calling"), request.formatted("eve", "")),
                    404,
                    "not_found",
                    "twirp error unknown: RpcError 1401: Recipient not found");
            refused(
                    call("RoomService/PerformRpc", admin("calling"), request.formatted("anna", "p".repeat(15_361))),
                    400,
                    "malformed",
                    "twirp error unknown: RpcError 1402: Request payload too large");
            // It never connects its data channels, so nothing comes back.
            refused(
                    call("RoomService/PerformRpc", admin("calling"), request.formatted("anna", "p")),
                    408,
                    "canceled",
                    "twirp error unknown: RpcError 1501: Connection timeout");
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    // Who may, and how it is asked.

    @ParameterizedTest
    @CsvSource({
        "RoomService/CreateRoom, {}",
        "RoomService/ListRooms, {}",
        "RoomService/DeleteRoom, '{\"room\":\"a\"}'",
        "RoomService/ListParticipants, '{\"room\":\"a\"}'",
        "RoomService/GetParticipant, '{\"room\":\"a\"}'",
        "RoomService/RemoveParticipant, '{\"room\":\"a\"}'",
        "RoomService/MutePublishedTrack, '{\"room\":\"a\"}'",
        "RoomService/UpdateParticipant, '{\"room\":\"a\"}'",
        "RoomService/UpdateSubscriptions, '{\"room\":\"a\"}'",
        "RoomService/UpdateRoomMetadata, '{\"room\":\"a\"}'",
        "RoomService/SendData, '{\"room\":\"a\"}'",
        "RoomService/PerformRpc, '{\"room\":\"a\"}'",
        "RoomService/MoveParticipant, '{\"room\":\"a\"}'",
        "Egress/ListEgress, {}",
        "Ingress/ListIngress, {}",
        "SIP/ListSIPInboundTrunk, {}",
        "SIP/CreateSIPParticipant, {}"
    })
    void withoutTheRightToItNothingIsDone(String method, String request) {
        UnaryOperator<VideoGrantBuilder> others =
                grant -> grant.roomJoin(true).roomAdmin(true).room("another").canPublish(true);
        refused(call(method, others, request), 401, "unauthenticated", "permissions denied");
        refused(call(method, request, null), 401, "unauthenticated", "permissions denied");
    }

    @Test
    void aTokenThatDoesNotHoldIsAnsweredInPlainText() {
        Answer answer = call("RoomService/ListRooms", "{}", "no token");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).startsWith("text/plain");
        assertThat(answer.text()).isEqualTo("invalid authorization token");
    }

    @Test
    void aRequestInProtobufIsAnsweredInProtobuf() throws IOException {
        create("{\"name\":\"binary\",\"metadata\":\"md\"}");
        String token = RunningNode.token("", VideoGrant.builder().roomList(true).build());
        byte[] request =
                ListRoomsRequest.newBuilder().addNames("binary").build().toByteArray();

        Answer answer = post("/twirp/livekit.RoomService/ListRooms", "application/protobuf", request, token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/protobuf");
        assertThat(ListRoomsResponse.parseFrom(answer.bytes()).getRooms(0).getMetadata())
                .isEqualTo("md");
        refused(
                post("/twirp/livekit.RoomService/ListRooms", "application/protobuf", new byte[] {-1, -1, -1}, token),
                400,
                "malformed",
                "the protobuf request could not be decoded");
    }

    @ParameterizedTest
    @CsvSource({
        "'{bad'",
        "'{\"names\":\"notalist\"}'",
        "''",
    })
    void whatIsNoRequestIsMalformed(String body) {
        refused(
                call("RoomService/ListRooms", grant -> grant.roomList(true), body),
                400,
                "malformed",
                "the json request could not be decoded");
    }

    @Test
    void membersNobodyKnowsAreNoMistake() {
        ok(call("RoomService/ListRooms", grant -> grant.roomList(true), "{\"unknownField\":1}"));
    }

    @Test
    void otherRoutesAreRefusedWithTheirName() {
        Answer type = post("/twirp/livekit.RoomService/ListRooms", "text/plain", new byte[0], null);
        refused(type, 404, "bad_route", "unexpected Content-Type: \"text/plain\"");
        assertThat(type.json().path("meta").path("twirp_invalid_route").asText())
                .isEqualTo("POST /twirp/livekit.RoomService/ListRooms");
        refused(
                send(HttpRequest.newBuilder(node.http("/twirp/livekit.RoomService/ListRooms"))
                        .build()),
                404,
                "bad_route",
                "unsupported method \"GET\" (only POST is allowed)");
        refused(
                call("RoomService/NoSuchMethod", "{}", null),
                404,
                "bad_route",
                "no handler for path \"/twirp/livekit.RoomService/NoSuchMethod\"");
        refused(
                call("RoomService", "{}", null),
                404,
                "bad_route",
                "no handler for path \"/twirp/livekit.RoomService/\"");
        Answer service = call("NoSuchService/X", "{}", null);
        assertThat(service.status()).isEqualTo(404);
        assertThat(service.text()).isEqualTo("404 page not found\n");
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        String token = RunningNode.token("", VideoGrant.builder().roomList(true).build());
        HttpRequest request = HttpRequest.newBuilder(node.http("/twirp/livekit.RoomService/ListRooms"))
                .timeout(Duration.ofSeconds(30))
                .expectContinue(true)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(10 << 20) + 1]))
                .build();
        assertThat(send(request).status()).isEqualTo(413);
    }

    @Test
    void servicesThatAreNotDeployedSayWhatIsMissing() {
        refused(
                call("Egress/ListEgress", grant -> grant.roomRecord(true), "{}"),
                500,
                "internal",
                "twirp error unknown: egress not connected (redis required)");
        refused(
                call(
                        "Egress/StartRoomCompositeEgress",
                        grant -> grant.roomRecord(true),
                        "{\"room_name\":\"a\",\"file\":{\"filepath\":\"x.mp4\"}}"),
                503,
                "unavailable",
                "twirp error unknown: no response from servers");
        refused(
                call("Ingress/CreateIngress", grant -> grant.ingressAdmin(true), "{\"input_type\":\"RTMP_INPUT\"}"),
                500,
                "internal",
                "twirp error unknown: ingress not connected (redis required)");
        Grants sip = Grants.builder().sip(new SipGrant(true, true)).build();
        String token = new TokenIssuer(RunningNode.KEYS).issue("", sip, Duration.ofHours(1), Instant.now());
        refused(
                call("SIP/ListSIPInboundTrunk", "{}", token),
                500,
                "internal",
                "twirp error unknown: sip not connected (redis required)");
        assertThat(call("Connector/DialWhatsAppCall", "{}", token).status()).isEqualTo(404);
    }
}
