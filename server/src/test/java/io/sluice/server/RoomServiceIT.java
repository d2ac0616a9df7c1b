package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LiveKit's RoomService over HTTP: rooms, and data sent into them. What is expected is what a LiveKit server answers unless a test says otherwise. */
class RoomServiceIT {
    private static Api api;

    @BeforeAll
    static void start() {
        api = Api.of("""
                room:
                  room_configurations:
                    stage: {max_participants: 3, metadata: from the preset, departure_timeout: 7}
                limit: {max_metadata_size: 2000, max_attributes_size: 1000}
                """);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aNewRoomIsAnsweredWholeAndIsListed() {
        JsonNode room =
                api.create("{\"name\":\"new\",\"empty_timeout\":60,\"departureTimeout\":2,\"max_participants\":9,"
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
        assertThat(api.listed("new")).containsExactly(room);
    }

    @Test
    void aRoomThatIsThereTakesOnWhatIsAskedForInParticularAndKeepsTheRest() {
        JsonNode before = api.create("{\"name\":\"again\",\"metadata\":\"first\",\"max_participants\":5}");

        JsonNode after = api.create("{\"name\":\"again\",\"metadata\":\"second\",\"empty_timeout\":44}");

        assertThat(after.path("sid")).isEqualTo(before.path("sid"));
        assertThat(after.path("metadata").asText()).isEqualTo("second");
        assertThat(after.path("empty_timeout").asInt()).isEqualTo(44);
        assertThat(after.path("max_participants").asInt()).isEqualTo(5);
        assertThat(api.listed("again")).containsExactly(after);
        assertThat(api.create("{\"name\":\"again\"}")).isEqualTo(after);
    }

    @Test
    void aPresetFillsWhatTheRequestLeavesEmpty() {
        JsonNode room = api.create("{\"name\":\"on stage\",\"room_preset\":\"stage\",\"max_participants\":8}");
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
        try (SignalClient anna = SignalClient.join(api.node().webSocket("/rtc"), token)) {
            Room room = anna.awaitJoin().message().getJoin().getRoom();
            assertThat(room.getMaxParticipants()).isEqualTo(4);
            assertThat(room.getMetadata()).isEqualTo("from the token");
            assertThat(room.getDepartureTimeout()).isEqualTo(7);
        }
    }

    @Test
    void whatARoomMayNotBeIsRefused() {
        UnaryOperator<VideoGrantBuilder> create = grant -> grant.roomCreate(true);
        Api.refused(
                api.call("RoomService/CreateRoom", create, "{\"name\":\"" + "r".repeat(257) + "\"}"),
                400,
                "invalid_argument",
                "twirp error unknown: room name length exceeds limits: max length 256");
        Api.refused(
                api.call("RoomService/CreateRoom", create, "{\"name\":\"y\",\"room_preset\":\"nothing\"}"),
                400,
                "invalid_argument",
                "twirp error unknown: unknown room configuration in create room request");
        Api.Answer metadata = api.call(
                "RoomService/CreateRoom", create, "{\"name\":\"y\",\"metadata\":\"" + "m".repeat(2001) + "\"}");
        Api.refused(metadata, 400, "invalid_argument", "metadata size exceeds limits 2000");
        assertThat(metadata.json().path("meta").path("argument").asText()).isEqualTo("metadata size exceeds limits");
        Api.refused(
                api.call("RoomService/CreateRoom", create, "{\"name\":\"y\",\"egress\":{\"tracks\":{}}}"),
                500,
                "internal",
                "twirp error unknown: egress not connected (redis required)");
        assertThat(api.listed("y")).isEmpty();
    }

    @Test
    void aDeletedRoomIsGoneWithTheAnswerAndThoseInItAreTold() {
        api.create("{\"name\":\"doomed\"}");
        try (SignalClient anna = api.join("anna", "doomed")) {
            UnaryOperator<VideoGrantBuilder> create = grant -> grant.roomCreate(true);
            assertThat(Api.ok(api.call("RoomService/DeleteRoom", create, "{\"room\":\"doomed\"}")))
                    .isEmpty();
            assertThat(api.listed("doomed")).isEmpty();
            LeaveRequest leave =
                    anna.await("a Leave", SignalResponse::hasLeave).message().getLeave();
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
            Api.refused(
                    api.call("RoomService/DeleteRoom", create, "{\"room\":\"doomed\"}"),
                    404,
                    "not_found",
                    "twirp error unknown: requested room does not exist");
        }
    }

    @Test
    void newMetadataReachesThoseInTheRoomAndMayBeEmpty() {
        api.create("{\"name\":\"described\",\"metadata\":\"before\"}");
        try (SignalClient anna = api.join("anna", "described")) {
            JsonNode room = Api.ok(api.call(
                    "RoomService/UpdateRoomMetadata",
                    Api.admin("described"),
                    "{\"room\":\"described\",\"metadata\":\"after\"}"));
            assertThat(room.path("metadata").asText()).isEqualTo("after");
            anna.await(
                    "the new metadata",
                    message -> message.hasRoomUpdate()
                            && message.getRoomUpdate().getRoom().getMetadata().equals("after"));
            Api.ok(api.call("RoomService/UpdateRoomMetadata", Api.admin("described"), "{\"room\":\"described\"}"));
            assertThat(api.listed("described").path(0).path("metadata").asText())
                    .isEmpty();
            assertThat(api.listed("described").path(0).path("num_participants").asInt())
                    .isEqualTo(1);
        }
        Api.refused(
                api.call("RoomService/UpdateRoomMetadata", Api.admin("none"), "{\"room\":\"none\",\"metadata\":\"x\"}"),
                404,
                "not_found",
                "twirp error unknown: requested room does not exist");
    }

    @Test
    void theRoomFillsUpToItsOwnLimit() {
        api.create("{\"name\":\"small\",\"max_participants\":1}");
        try (SignalClient anna = api.join("anna", "small");
                SignalClient bert =
                        SignalClient.join(api.node().webSocket("/rtc"), RunningNode.token("bert", "small"))) {
            assertThat(bert.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getReason())
                    .isEqualTo(DisconnectReason.JOIN_FAILURE);
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void dataGoesToRoomsThatAreThereAlsoWhenNobodyIsIn() {
        api.create("{\"name\":\"empty\"}");
        Api.ok(api.call("RoomService/SendData", Api.admin("empty"), "{\"room\":\"empty\",\"data\":\"aGk=\"}"));
        Api.refused(
                api.call("RoomService/SendData", Api.admin("empty"), "{\"room\":\"empty\",\"nonce\":\"aGk=\"}"),
                400,
                "invalid_argument",
                "nonce should be 16-bytes or not present, got: 2 bytes");
        Api.refused(
                api.call("RoomService/SendData", Api.admin("nowhere"), "{\"room\":\"nowhere\",\"data\":\"aGk=\"}"),
                404,
                "not_found",
                "twirp error unknown: requested room does not exist");
    }

    @Test
    void aProcedureThatCanNotBeCalledIsRefusedByNumber() {
        String request = "{\"room\":\"calling\",\"destination_identity\":\"%s\",\"method\":\"m\",\"payload\":\"%s\"}";
        try (SignalClient anna = api.join("anna", "calling")) {
            Api.refused(
                    api.call("RoomService/PerformRpc", Api.admin("calling"), request.formatted("", "")),
                    400,
                    "invalid_argument",
                    "twirp error unknown: destination identity is required");
            Api.refused(
                    api.call("RoomService/PerformRpc", Api.admin("calling"), request.formatted("eve", "")),
                    404,
                    "not_found",
                    "twirp error unknown: RpcError 1401: Recipient not found");
            Api.refused(
                    api.call(
                            "RoomService/PerformRpc",
                            Api.admin("calling"),
                            request.formatted("anna", "p".repeat(15_361))),
                    400,
                    "malformed",
                    "twirp error unknown: RpcError 1402: Request payload too large");
            // It never connects its data channels, so nothing comes back.
            Api.refused(
                    api.call("RoomService/PerformRpc", Api.admin("calling"), request.formatted("anna", "p")),
                    408,
                    "canceled",
                    "twirp error unknown: RpcError 1501: Connection timeout");
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }
}
