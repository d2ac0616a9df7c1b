package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.ParticipantTracks;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalTarget;
import io.sluice.signaling.proto.SimulateScenario;
import io.sluice.signaling.proto.SyncState;
import io.sluice.signaling.proto.TrackInfo;
import io.sluice.signaling.proto.TrackPublishedResponse;
import io.sluice.signaling.proto.TrickleRequest;
import io.sluice.signaling.proto.UpdateSubscription;
import io.sluice.signaling.proto.UpdateTrackSettings;
import io.sluice.signaling.proto.UpdateVideoLayers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One message of a client: what it asks of the room. */
class RequestReaderTest {
    private static final String HOST = "{\"candidate\":\"candidate:1 1 udp 2122194687 192.0.2.10 47732 typ host\","
            + "\"sdpMid\":\"0\",\"sdpMLineIndex\":0}";

    private static @Nullable RoomCommand read(SignalRequest.Builder message) {
        return RequestReader.read("PA_1", message.build());
    }

    private static SignalRequest.Builder request() {
        return SignalRequest.newBuilder();
    }

    @Test
    void tracksAreNamedAloneOrByTheirParticipants() {
        assertThat(read(request()
                        .setSubscription(UpdateSubscription.newBuilder()
                                .addTrackSids("TR_1")
                                .addParticipantTracks(ParticipantTracks.newBuilder()
                                        .setParticipantSid("PA_2")
                                        .addTrackSids("TR_2"))
                                .setSubscribe(true))))
                .isEqualTo(new RoomCommand.Subscribe("PA_1", Set.of("TR_1", "TR_2"), true));
    }

    @ParameterizedTest
    @CsvSource({"false,HIGH,true", "false,LOW,true", "true,HIGH,false", "false,OFF,false"})
    void aVideoMayBeTurnedOffInTwoWays(boolean disabled, VideoQuality quality, boolean wanted) {
        assertThat(read(request()
                        .setTrackSetting(UpdateTrackSettings.newBuilder()
                                .addTrackSids("TR_1")
                                .setDisabled(disabled)
                                .setQualityValue(quality.ordinal())
                                .setWidth(640)
                                .setHeight(360)
                                .setFps(15)
                                .setPriority(2))))
                .isEqualTo(new RoomCommand.TrackSettings(
                        "PA_1", Set.of("TR_1"), new Demand(wanted, quality, 640, 360, 15, 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT_INITIATED,CLIENT_INITIATED",
        "USER_REJECTED,USER_REJECTED",
        "AGENT_ERROR,AGENT_ERROR",
        "SERVER_SHUTDOWN,CLIENT_INITIATED",
        "UNKNOWN_REASON,CLIENT_INITIATED"
    })
    void aClientSpeaksForItselfOnly(DisconnectReason said, DisconnectReason counted) {
        assertThat(read(request().setLeave(LeaveRequest.newBuilder().setReasonValue(said.ordinal()))))
                .isEqualTo(new RoomCommand.Leave("PA_1", counted));
    }

    @Test
    void candidatesGoToTheConnectionTheyBelongTo() {
        assertThat(read(request()
                        .setTrickle(TrickleRequest.newBuilder()
                                .setCandidateInit(HOST)
                                .setTarget(SignalTarget.SUBSCRIBER))))
                .isInstanceOfSatisfying(RoomCommand.Trickle.class, trickle -> {
                    assertThat(trickle.toSubscriber()).isTrue();
                    assertThat(trickle.candidate().address().getPort()).isEqualTo(47732);
                });
        assertThat(read(request()
                        .setTrickle(TrickleRequest.newBuilder()
                                .setCandidateInit(HOST)
                                .setTarget(SignalTarget.PUBLISHER))))
                .isInstanceOfSatisfying(
                        RoomCommand.Trickle.class,
                        trickle -> assertThat(trickle.toSubscriber()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{\"candidate\":\"\"}",
                "{\"candidate\":\"candidate:1 1 udp 1 a.local 9 typ host\"}"
            })
    void candidatesThatCannotBeUsedArePassedOver(String candidateInit) {
        assertThat(read(request().setTrickle(TrickleRequest.newBuilder().setCandidateInit(candidateInit))))
                .isNull();
    }

    @Test
    void anAnswerIsNoOffer() {
        SessionDescription answer = SessionDescription.newBuilder()
                .setType("answer")
                .setSdp("v=0\r\n")
                .build();
        assertThat(RequestReader.description("PA_1", answer, true)).isInstanceOf(RoomCommand.BadDescription.class);
    }

    @Test
    void whatAClientBelievesAfterAResume() {
        assertThat(read(request()
                        .setSyncState(SyncState.newBuilder()
                                .setSubscription(UpdateSubscription.newBuilder()
                                        .addTrackSids("TR_no")
                                        .setSubscribe(false))
                                .addPublishTracks(TrackPublishedResponse.newBuilder()
                                        .setTrack(TrackInfo.newBuilder().setSid("TR_mine")))
                                .addPublishTracks(TrackPublishedResponse.getDefaultInstance())
                                .addAllTrackSidsDisabled(List.of("TR_off")))))
                .isEqualTo(
                        new RoomCommand.SyncState("PA_1", Set.of("TR_mine"), Set.of("TR_off"), Set.of("TR_no"), false));
    }

    @Test
    void whatAsksNothingOfTheRoom() {
        assertThat(read(request())).isNull();
        assertThat(read(request().setUpdateLayers(UpdateVideoLayers.getDefaultInstance())))
                .isNull();
        assertThat(read(request().setSimulate(SimulateScenario.getDefaultInstance())))
                .isNull();
    }
}
