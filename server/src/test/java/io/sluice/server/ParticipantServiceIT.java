package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.RoomMovedResponse;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LiveKit's RoomService over HTTP: those who are in rooms. What is expected is what a LiveKit server answers unless a test says otherwise. */
class ParticipantServiceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
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
    void participantsAreListedWholeOneByOneAndInRoomsThatAreNotThereNotAtAll() {
        try (SignalClient anna = api.join("anna", "people")) {
            String track = Api.announce(anna, "mic");
            JsonNode all =
                    Api.ok(api.call("RoomService/ListParticipants", Api.admin("people"), "{\"room\":\"people\"}"));
            JsonNode one = Api.ok(api.call(
                    "RoomService/GetParticipant", Api.admin("people"), "{\"room\":\"people\",\"identity\":\"anna\"}"));
            assertThat(all.path("participants")).containsExactly(one);
            assertThat(one.path("state").asText()).isEqualTo("JOINED");
            assertThat(one.path("permission").path("can_publish").asBoolean()).isTrue();
            assertThat(one.path("joined_at").isTextual()).isTrue();
            assertThat(track).startsWith("TR_");
        }
        assertThat(Api.ok(api.call("RoomService/ListParticipants", Api.admin("nowhere"), "{\"room\":\"nowhere\"}"))
                        .path("participants"))
                .isEmpty();
        Api.refused(
                api.call(
                        "RoomService/GetParticipant",
                        Api.admin("nowhere"),
                        "{\"room\":\"nowhere\",\"identity\":\"anna\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void whoIsRemovedIsGoneWithTheAnswerAndComesBackOnlyWithATokenMadeSince() {
        String old = RunningNode.token("anna", "guarded");
        try (SignalClient anna = SignalClient.join(api.node().webSocket("/rtc"), old);
                SignalClient bert = api.join("bert", "guarded")) {
            anna.awaitJoin();
            Api.ok(api.call(
                    "RoomService/RemoveParticipant",
                    Api.admin("guarded"),
                    "{\"room\":\"guarded\",\"identity\":\"anna\"}"));
            assertThat(Api.ok(api.call("RoomService/ListParticipants", Api.admin("guarded"), "{\"room\":\"guarded\"}"))
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
        Api.Answer refused = api.send(HttpRequest.newBuilder(api.node().http("/rtc/validate?access_token=" + old))
                .build());
        assertThat(refused.status()).isEqualTo(401);
        Grants renamed = Grants.builder()
                .name("let in again")
                .video(RunningNode.joining("guarded").build())
                .build();
        String fresh = new TokenIssuer(RunningNode.KEYS).issue("anna", renamed, Duration.ofHours(1), Instant.now());
        try (SignalClient anna = SignalClient.join(api.node().webSocket("/rtc"), fresh)) {
            anna.awaitJoin();
        }
        Api.refused(
                api.call(
                        "RoomService/RemoveParticipant",
                        Api.admin("guarded"),
                        "{\"room\":\"guarded\",\"identity\":\"eve\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void aTrackIsMutedForItsPublisherAndNotUnmutedFromOutside() {
        try (SignalClient anna = api.join("anna", "quiet")) {
            String track = Api.announce(anna, "mic");
            String request = "{\"room\":\"quiet\",\"identity\":\"anna\",\"track_sid\":\"%s\",\"muted\":%s}";
            JsonNode muted = Api.ok(
                    api.call("RoomService/MutePublishedTrack", Api.admin("quiet"), request.formatted(track, true)));
            assertThat(muted.path("track").path("sid").asText()).isEqualTo(track);
            assertThat(muted.path("track").path("muted").asBoolean()).isTrue();
            MuteTrackRequest told =
                    anna.await("to be muted", SignalResponse::hasMute).message().getMute();
            assertThat(told.getSid()).isEqualTo(track);
            assertThat(told.getMuted()).isTrue();
            Api.refused(
                    api.call("RoomService/MutePublishedTrack", Api.admin("quiet"), request.formatted(track, false)),
                    412,
                    "failed_precondition",
                    "twirp error unknown: remote unmute not enabled");
            JsonNode unknown = Api.ok(
                    api.call("RoomService/MutePublishedTrack", Api.admin("quiet"), request.formatted("TR_none", true)));
            assertThat(unknown.has("track")).isTrue();
            assertThat(unknown.path("track").isNull()).isTrue();
        }
    }

    @Test
    void aNewDescriptionAndNewRightsAreToldToAllAndGoIntoTheNextToken() {
        try (SignalClient anna = api.join("anna", "changing");
                SignalClient bert = api.join("bert", "changing")) {
            JsonNode updated = Api.ok(api.call("RoomService/UpdateParticipant", Api.admin("changing"), """
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
        try (SignalClient anna = api.join("anna", "wordy")) {
            String request = "{\"room\":\"wordy\",\"identity\":\"anna\",%s}";
            Api.refused(
                    api.call(
                            "RoomService/UpdateParticipant",
                            Api.admin("wordy"),
                            request.formatted("\"name\":\"" + "n".repeat(300) + "\"")),
                    400,
                    "invalid_argument",
                    "name length exceeds limits 256");
            Api.refused(
                    api.call(
                            "RoomService/UpdateParticipant",
                            Api.admin("wordy"),
                            request.formatted("\"attributes\":{\"a\":\"" + "a".repeat(1000) + "\"}")),
                    400,
                    "invalid_argument",
                    "attribute size exceeds limits 1000");
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
        Api.refused(
                api.call(
                        "RoomService/UpdateParticipant",
                        Api.admin("wordy"),
                        "{\"room\":\"wordy\",\"identity\":\"eve\"}"),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
    }

    @Test
    void subscriptionsAreChangedByTrackOrByParticipantAndTrack() {
        try (SignalClient anna = api.join("anna", "watched")) {
            assertThat(Api.ok(api.call("RoomService/UpdateSubscriptions", Api.admin("watched"), """
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
        try (SignalClient anna = api.join("anna", "here");
                SignalClient bert = api.join("bert", "there")) {
            Api.ok(api.call("RoomService/MoveParticipant", mover, request.formatted("anna", "there")));

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
            assertThat(Api.ok(api.call("RoomService/ListParticipants", Api.admin("here"), "{\"room\":\"here\"}"))
                            .path("participants"))
                    .isEmpty();
            try (SignalClient again = SignalClient.join(api.node().webSocket("/rtc"), moved.getToken())) {
                assertThat(again.awaitJoin().message().getJoin().getRoom().getName())
                        .isEqualTo("there");
                bert.await(
                        "anna in the other room",
                        message -> message.hasUpdate()
                                && message.getUpdate().getParticipantsList().stream()
                                        .anyMatch(p -> p.getIdentity().equals("anna")));
            }
        }
        Api.refused(
                api.call("RoomService/MoveParticipant", mover, request.formatted("anna", "elsewhere")),
                401,
                "unauthenticated",
                "permissions denied");
        Api.refused(
                api.call("RoomService/MoveParticipant", mover, request.formatted("eve", "there")),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
        Api.refused(
                api.call(
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
        try (SignalClient anna = api.join("anna", "near")) {
            assertThat(Api.ok(api.call("RoomService/ForwardParticipant", mover, request.formatted("anna"))))
                    .isEmpty();
            try (SignalClient bert = api.join("bert", "far")) {
                JsonNode known = Api.ok(api.call("RoomService/GetParticipant", Api.admin("far"), copy));
                assertThat(known.path("state").asText()).isEqualTo("ACTIVE");
                assertThat(bert.awaitJoin().message().getJoin().getOtherParticipantsList())
                        .extracting(ParticipantInfo::getIdentity)
                        .containsExactly("anna");
                Api.refused(
                        api.call("RoomService/ForwardParticipant", mover, request.formatted("anna")),
                        409,
                        "already_exists",
                        "twirp error unknown: identity is taken in the destination room");
                Api.ok(api.call("RoomService/RemoveParticipant", Api.admin("far"), copy));
                Api.ok(api.call("RoomService/ForwardParticipant", mover, request.formatted("anna")));
            }
            assertThat(anna.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
        Await.until(
                "the copy to leave",
                () -> Api.ok(api.call("RoomService/ListParticipants", Api.admin("far"), far))
                        .path("participants"),
                JsonNode::isEmpty);
        Api.refused(
                api.call("RoomService/ForwardParticipant", mover, request.formatted("eve")),
                404,
                "not_found",
                "twirp error unknown: participant does not exist");
        Api.refused(
                api.call("RoomService/ForwardParticipant", Api.admin("near"), request.formatted("anna")),
                401,
                "unauthenticated",
                "permissions denied");
    }
}
