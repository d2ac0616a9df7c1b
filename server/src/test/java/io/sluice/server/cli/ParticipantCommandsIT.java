package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.Await;
import io.sluice.server.SignalClient;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.TrackType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator does to somebody in a room. */
class ParticipantCommandsIT {
    private static Operator operator;

    @BeforeAll
    static void start() {
        operator = Operator.of("room: {enable_remote_unmute: true}\n");
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    private static String publish(SignalClient client) {
        client.send(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder().setCid("mic").setType(TrackType.AUDIO))
                .build());
        return client.await("a track", SignalResponse::hasTrackPublished)
                .message()
                .getTrackPublished()
                .getTrack()
                .getSid();
    }

    @Test
    void whoIsMovedJoinsTheOtherRoom() {
        try (SignalClient ann = operator.join("ann", "here")) {
            assertThat(operator.good("participants", "move", "here", "ann", "there"))
                    .isEqualTo("moved ann from here to there\n");

            assertThat(ann.await("to be moved", SignalResponse::hasRoomMoved)
                            .message()
                            .getRoomMoved()
                            .getRoom()
                            .getName())
                    .isEqualTo("there");
            assertThat(operator.run("participants", "move", "here", "ann", "there"))
                    .isEqualTo(new Cli(1, "", "sluice: not_found: participant does not exist\n"));
        }
    }

    @Test
    void whoIsForwardedIsInBothRooms() {
        try (SignalClient ann = operator.join("ann", "near")) {
            assertThat(operator.good("participants", "forward", "near", "ann", "far"))
                    .isEqualTo("forwarded ann from near to far\n");

            assertThat(operator.good("participants", "list", "near")).contains(" ann ");
            assertThat(operator.good("participants", "list", "far")).contains(" ann ");
            assertThat(operator.run("participants", "forward", "near", "ann", "far")
                            .err())
                    .startsWith("sluice: already_exists: ");
            assertThat(operator.run("participants", "forward", "near", "ann", "near")
                            .err())
                    .startsWith("sluice: invalid_argument: ");
            assertThat(ann.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @Test
    void aTrackIsMutedUnmutedAndReceived() {
        try (SignalClient ann = operator.join("ann", "loud");
                SignalClient bob = operator.join("bob", "loud")) {
            String track = publish(ann);

            assertThat(operator.good("participants", "mute", "loud", "ann", track))
                    .isEqualTo("muted " + track + "\n");
            ann.await(
                    "to be muted",
                    message -> message.hasMute() && message.getMute().getMuted());
            assertThat(operator.good("participants", "mute", "--off", "loud", "ann", track))
                    .isEqualTo("unmuted " + track + "\n");
            assertThat(operator.good("participants", "subscribe", "--off", "loud", "bob", track))
                    .isEqualTo("unsubscribed bob from " + track + "\n");
            assertThat(operator.good("participants", "subscribe", "loud", "bob", track, "TR_later"))
                    .isEqualTo("subscribed bob to " + track + " TR_later\n");
            assertThat(operator.run("participants", "mute", "loud", "ann", "TR_none"))
                    .isEqualTo(new Cli(1, "", "sluice: ann has no track TR_none\n"));
            assertThat(bob.heard()).isNotEmpty();
        }
    }

    @Test
    void whatIsNotNamedInAnUpdateStays() {
        try (SignalClient ann = operator.join("ann", "named")) {
            operator.good("participants", "update", "named", "ann", "--metadata", "md", "--attribute", "hand=up");

            assertThat(operator.good(
                            "participants",
                            "update",
                            "named",
                            "ann",
                            "--name",
                            "Ann B",
                            "--no-publish",
                            "--attribute",
                            "hand="))
                    .isEqualTo("updated ann in named\n");

            JsonNode shown = operator.json("participants", "show", "named", "ann");
            assertThat(shown.path("name").asText()).isEqualTo("Ann B");
            assertThat(shown.path("metadata").asText()).isEqualTo("md");
            assertThat(shown.path("attributes")).isEmpty();
            assertThat(shown.path("permission").path("can_publish").asBoolean()).isFalse();
            assertThat(shown.path("permission").path("can_subscribe").asBoolean())
                    .isTrue();
            assertThat(shown.path("permission").path("can_publish_data").asBoolean())
                    .isTrue();
            operator.good("participants", "update", "named", "ann", "--publish", "--no-data");
            Await.until(
                    "the rights to be told",
                    () -> operator.json("participants", "show", "named", "ann").path("permission"),
                    rights -> rights.path("can_publish").asBoolean()
                            && !rights.path("can_publish_data").asBoolean());
            assertThat(operator.run("participants", "update", "named", "ann").err())
                    .startsWith("sluice: there is nothing to change");
            assertThat(ann.heard()).isNotEmpty();
        }
    }

    @Test
    void aMethodThatNobodyIsThereToAnswerIsNamedByItsError() {
        try (SignalClient ann = operator.join("ann", "calling")) {
            assertThat(operator.run("participants", "call", "calling", "bob", "echo", "ping"))
                    .isEqualTo(new Cli(1, "", "sluice: not_found: RpcError 1401: Recipient not found\n"));
            assertThat(ann.heard()).isNotEmpty();
        }
    }
}
