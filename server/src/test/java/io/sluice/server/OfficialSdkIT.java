package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.EgressServiceClient;
import io.livekit.server.RoomServiceClient;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.TrackType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.Room;
import livekit.LivekitModels.TrackInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Response;

/** The server API by LiveKit's own SDK for Java, which speaks protobuf. */
class OfficialSdkIT {
    private static RunningNode node;
    private static RoomServiceClient sdk;

    @BeforeAll
    static void start() {
        node = RunningNode.with("room: {enable_remote_unmute: true}\n");
        sdk = RoomServiceClient.createClient(
                node.http("").toString(), "testkey", "a-secret-that-is-only-good-for-tests");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> Response<T> answer(Call<T> call) {
        try {
            return call.execute();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T ok(Call<T> call) {
        Response<T> answer = answer(call);
        T body = answer.body();
        if (body == null) {
            throw new AssertionError(answer.toString());
        }
        return body;
    }

    private static void done(Call<Void> call) {
        assertThat(answer(call).code()).isEqualTo(200);
    }

    private static String refusal(Call<?> call, int status) {
        try (okhttp3.ResponseBody body = answer(call).errorBody()) {
            assertThat(body).isNotNull();
            String text = body.string();
            assertThat(answer(call.clone()).code()).as(text).isEqualTo(status);
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    @Test
    void roomsAreMadeFoundChangedAndEnded() {
        Room made = ok(sdk.createRoom("sdk rooms", 30, 7, null, "first"));
        assertThat(made.getSid()).startsWith("RM_");
        assertThat(made.getMaxParticipants()).isEqualTo(7);
        assertThat(ok(sdk.listRooms(List.of("sdk rooms")))).containsExactly(made);
        assertThat(ok(sdk.updateRoomMetadata("sdk rooms", "second")).getMetadata())
                .isEqualTo("second");
        assertThat(ok(sdk.listParticipants("sdk rooms"))).isEmpty();
        done(sdk.deleteRoom("sdk rooms"));
        assertThat(ok(sdk.listRooms(List.of("sdk rooms")))).isEmpty();
        assertThat(refusal(sdk.deleteRoom("sdk rooms"), 404)).contains("not_found");
    }

    @Test
    void thoseInARoomAreSeenMutedChangedMovedAndRemoved() {
        try (SignalClient anna = join("anna", "sdk people");
                SignalClient bert = join("bert", "sdk people")) {
            anna.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder().setCid("mic").setType(TrackType.AUDIO))
                    .build());
            String track = anna.await("a track", SignalResponse::hasTrackPublished)
                    .message()
                    .getTrackPublished()
                    .getTrack()
                    .getSid();
            assertThat(ok(sdk.listParticipants("sdk people")))
                    .extracting(ParticipantInfo::getIdentity)
                    .containsExactlyInAnyOrder("anna", "bert");
            TrackInfo muted = ok(sdk.mutePublishedTrack("sdk people", "anna", track, true));
            assertThat(muted.getMuted()).isTrue();
            assertThat(ok(sdk.mutePublishedTrack("sdk people", "anna", track, false))
                            .getMuted())
                    .isFalse();
            done(sdk.updateSubscriptions("sdk people", "bert", List.of(track), false));
            ParticipantInfo updated = ok(sdk.updateParticipant(
                    "sdk people",
                    "anna",
                    "Anna B",
                    "md",
                    ParticipantPermission.newBuilder().setCanSubscribe(true).build(),
                    Map.of("hand", "up")));
            assertThat(updated.getName()).isEqualTo("Anna B");
            assertThat(updated.getAttributesMap()).containsEntry("hand", "up");
            assertThat(updated.getPermission().getCanPublish()).isFalse();
            assertThat(ok(sdk.getParticipant("sdk people", "anna")).getMetadata())
                    .isEqualTo("md");
            ok(sdk.forwardParticipant("sdk people", "anna", "sdk elsewhere"));
            assertThat(ok(sdk.getParticipant("sdk elsewhere", "anna")).getName())
                    .isEqualTo("Anna B");
            done(sdk.removeParticipant("sdk elsewhere", "anna"));
            ok(sdk.moveParticipant("sdk people", "anna", "sdk elsewhere"));
            anna.await("to be moved", SignalResponse::hasRoomMoved);
            done(sdk.removeParticipant("sdk people", "bert"));
            bert.await("a Leave", SignalResponse::hasLeave);
            assertThat(ok(sdk.listParticipants("sdk people"))).isEmpty();
        }
    }

    @Test
    void agentsAreDispatchedAndSentAway() {
        AgentDispatchServiceClient agents = AgentDispatchServiceClient.createClient(
                node.http("").toString(), "testkey", "a-secret-that-is-only-good-for-tests");
        ok(sdk.createRoom("sdk agents"));

        AgentDispatch made = ok(agents.createDispatch("sdk agents", "helper", "md"));

        assertThat(made.getId()).startsWith("AD_");
        assertThat(ok(agents.listDispatch("sdk agents")))
                .filteredOn(each -> each.getId().equals(made.getId()))
                .singleElement()
                .extracting(AgentDispatch::getMetadata)
                .isEqualTo("md");
        assertThat(ok(agents.deleteDispatch("sdk agents", made.getId()))
                        .getState()
                        .getDeletedAt())
                .isPositive();
        assertThat(ok(agents.listDispatch("sdk agents")))
                .extracting(AgentDispatch::getId)
                .doesNotContain(made.getId());
    }

    @Test
    void dataMayBeSentIntoARoomWhereNobodyIs() {
        ok(sdk.createRoom("sdk data"));
        done(sdk.sendData("sdk data", "data".getBytes(StandardCharsets.UTF_8), DataPacket.Kind.RELIABLE));
    }

    @Test
    void aUrlMayEndWithASlash() {
        RoomServiceClient slashed = RoomServiceClient.createClient(
                node.http("/").toString(), "testkey", "a-secret-that-is-only-good-for-tests");
        ok(slashed.createRoom("sdk slash"));
        assertThat(ok(slashed.listRooms(List.of("sdk slash")))).hasSize(1);
    }

    @Test
    void recordingsSayWhatIsMissing() {
        EgressServiceClient egress = EgressServiceClient.createClient(
                node.http("").toString(), "testkey", "a-secret-that-is-only-good-for-tests");
        assertThat(refusal(egress.listEgress(), 500)).contains("egress not connected (redis required)");
    }

    @Test
    void refusalsCarryTwirpsCodes() {
        assertThat(refusal(sdk.getParticipant("nowhere", "nobody"), 404)).contains("not_found");
        assertThat(refusal(sdk.createRoom("r".repeat(300)), 400)).contains("invalid_argument");
        assertThat(refusal(sdk.forwardParticipant("here", "anna", "there"), 404))
                .contains("not_found");
        RoomServiceClient impostor = RoomServiceClient.createClient(
                node.http("").toString(), "testkey", "an-impostor-does-not-know-the-secret");
        assertThat(refusal(impostor.listRooms(), 401)).startsWith("invalid authorization token");
    }
}
