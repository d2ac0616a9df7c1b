package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
}
