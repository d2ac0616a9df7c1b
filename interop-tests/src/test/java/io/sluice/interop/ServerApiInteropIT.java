package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server API by the official SDK for Node, with real clients in the room. */
@ExtendWith(StageExtension.class)
class ServerApiInteropIT {
    private static final int PARTICIPANT_REMOVED = 4;
    private static final int ROOM_DELETED = 5;

    @Test
    void roomsAreMadeFoundChangedAndEnded(Stage stage) {
        Backend backend = stage.backend();
        JsonNode made = backend.call(
                "createRoom",
                Map.of("name", stage.room, "emptyTimeout", 60, "maxParticipants", 5, "metadata", "first"));
        Participant ann = stage.nativeClient("ann").joins();

        JsonNode listed = Await.until(
                "ann is counted",
                () -> backend.call("listRooms", List.of(stage.room)),
                rooms -> rooms.path(0).path("numParticipants").asInt() == 1);
        JsonNode changed = backend.call("updateRoomMetadata", stage.room, "second");
        backend.call("deleteRoom", stage.room);

        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("sid")).isEqualTo(made.path("sid"));
        assertThat(listed.path(0).path("maxParticipants").asInt()).isEqualTo(5);
        assertThat(changed.path("metadata").asText()).isEqualTo("second");
        assertThat(ann.awaitEvent("disconnected").path("reason").asInt()).isEqualTo(ROOM_DELETED);
        assertThat(backend.call("listRooms", List.of(stage.room))).isEmpty();
    }

    @Test
    void thoseInARoomAreSeenMutedChangedAndRemoved(Stage stage) {
        Backend backend = stage.backend();
        Participant ann = stage.nativeClient("ann").joins();
        stage.nativeClient("bob").joins();
        ann.publishes(Look.RED);
        JsonNode tracks = Await.until(
                        "both tracks are listed",
                        () -> backend.call("getParticipant", stage.room, "ann"),
                        participant -> participant.path("tracks").size() == 2)
                .path("tracks");

        JsonNode muted = backend.call(
                "mutePublishedTrack",
                stage.room,
                "ann",
                tracks.path(0).path("sid").asText(),
                true);
        backend.call(
                "updateSubscriptions",
                stage.room,
                "bob",
                List.of(tracks.path(0).path("sid").asText()),
                false);
        JsonNode updated = backend.call(
                "updateParticipant",
                stage.room,
                "ann",
                Map.of(
                        "name",
                        "Ann B",
                        "attributes",
                        Map.of("hand", "up"),
                        "permission",
                        Map.of("canSubscribe", true, "canPublish", false)));
        JsonNode everybody = backend.call("listParticipants", stage.room);
        backend.call("removeParticipant", stage.room, "ann");

        assertThat(muted.path("muted").asBoolean()).isTrue();
        assertThat(updated.path("name").asText()).isEqualTo("Ann B");
        assertThat(updated.path("attributes").path("hand").asText()).isEqualTo("up");
        assertThat(updated.path("tracks")).isEmpty();
        assertThat(everybody.findValuesAsText("identity")).containsExactlyInAnyOrder("ann", "bob");
        assertThat(ann.awaitEvent("disconnected").path("reason").asInt()).isEqualTo(PARTICIPANT_REMOVED);
        assertThat(backend.call("listParticipants", stage.room).findValuesAsText("identity"))
                .containsExactly("bob");
    }

    @Test
    void theServersDataAndCallsReachClients(Stage stage) {
        Participant ann = stage.nativeClient("ann").joins();
        String hi = Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8));

        stage.backend()
                .call("sendData", stage.room, Map.of("base64", hi), 0, Map.of("destinationIdentities", List.of("ann")));
        HttpResponse<String> echo = rpc(stage, "echo");
        HttpResponse<String> unknown = rpc(stage, "nothing");

        ann.awaitEvent("data", data -> data.path("text").asText().equals("hi"));
        assertThat(echo.statusCode()).as(echo.body()).isEqualTo(200);
        assertThat(echo.body()).contains(":ping");
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(400);
        assertThat(unknown.body()).contains("RpcError 1400");
    }

    private static HttpResponse<String> rpc(Stage stage, String method) {
        return stage.server.post(
                "/twirp/livekit.RoomService/PerformRpc",
                "{\"room\":\"%s\",\"destination_identity\":\"ann\",\"method\":\"%s\",\"payload\":\"ping\"}"
                        .formatted(stage.room, method),
                stage.tokens.administering(stage.room));
    }

    @Test
    void anOperatorCallsMethodsAndSendsTexts(Stage stage) {
        Participant ann = stage.nativeClient("ann").joins();

        String echo = OperatorCommand.run(stage.server, "participants", "call", stage.room, "ann", "echo", "ping");
        OperatorCommand.run(stage.server, "rooms", "send", stage.room, "hello", "--to", "ann");

        assertThat(echo).contains(":ping");
        ann.awaitEvent("data", data -> data.path("text").asText().equals("hello"));
    }

    @Test
    void refusalsReachTheSdkAsItKnowsThem(Stage stage) {
        Backend backend = stage.backend();
        stage.nativeClient("ann").joins();

        JsonNode nobody = backend.refusal("getParticipant", stage.room, "nobody");
        assertThat(nobody.path("code").asText()).isEqualTo("not_found");
        assertThat(nobody.path("status").asInt()).isEqualTo(404);
        JsonNode unmute = backend.refusal("mutePublishedTrack", stage.room, "ann", "TR_any", false);
        assertThat(unmute.path("code").asText()).isEqualTo("failed_precondition");
        JsonNode name = backend.refusal("updateParticipant", stage.room, "ann", Map.of("name", "n".repeat(300)));
        assertThat(name.path("code").asText()).isEqualTo("invalid_argument");
        assertThat(backend.refusal("deleteRoom", "no such room").path("code").asText())
                .isEqualTo("not_found");
        assertThat(stage.impostor().refusal("listRooms").path("status").asInt()).isEqualTo(401);
    }

    @Test
    void aBrowserThatIsMovedGoesOnInTheOtherRoom(Stage stage) {
        Backend backend = stage.backend();
        stage.browser("ann").joins();
        String other = stage.room + "-other";

        backend.call("moveParticipant", stage.room, "ann", other);

        Await.until(
                "ann is in the other room",
                () -> backend.call("listParticipants", other),
                people -> people.findValuesAsText("state").equals(List.of("ACTIVE")));
        assertThat(backend.call("listParticipants", stage.room)).isEmpty();
    }

    @Test
    void aBrowserThatIsForwardedIsSeenAndHeardInBothRooms(Stage stage) {
        Backend backend = stage.backend();
        String other = stage.room + "-other";
        Participant ann = stage.browser("ann").joins();
        Participant near = stage.browser("near").joins();
        Participant far = stage.browser("far").joinsRoom(other);
        ann.publishesLayers(Look.RED);
        near.awaitPicture(ann, Look.RED);

        backend.call("forwardParticipant", stage.room, "ann", other);

        far.awaitPicture(ann, Look.RED);
        far.awaitSteadyWidth(ann, 1280);
        far.wants("LOW", ann);
        far.awaitSteadyWidth(ann, 320);
        ann.paints(Look.BLUE);
        far.awaitPicture(ann, Look.BLUE);
        near.awaitPicture(ann, Look.BLUE);
        backend.call("removeParticipant", other, "ann");
        Await.until("ann is gone there", far::others, JsonNode::isEmpty);
        near.awaitFrames(ann, 20);
    }

    @Test
    void whatAForwardedBrowserPublishesLaterIsForwardedToo(Stage stage) {
        String other = stage.room + "-other";
        Participant ann = stage.browser("ann").joins();
        Participant far = stage.browser("far").joinsRoom(other);
        stage.backend().call("forwardParticipant", stage.room, "ann", other);

        ann.publishes(Look.GREEN);

        far.awaitLook(ann, Look.GREEN);
        ann.mutes(Participant.MICROPHONE);
        far.awaitSilence(ann);
        ann.unmutes(Participant.MICROPHONE);
        far.awaitTone(ann, Look.GREEN);
        ann.leaves();
        Await.until("ann is gone there", far::others, JsonNode::isEmpty);
    }
}
