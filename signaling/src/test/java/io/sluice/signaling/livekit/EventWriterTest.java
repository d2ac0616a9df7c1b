package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.signaling.proto.ConnectionQuality;
import io.sluice.signaling.proto.ConnectionQualityInfo;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SignalResponse.MessageCase;
import io.sluice.signaling.proto.StreamState;
import io.sluice.signaling.proto.StreamStateInfo;
import io.sluice.signaling.proto.SubscribedAudioCodec;
import io.sluice.signaling.proto.SubscribedAudioCodecUpdate;
import io.sluice.signaling.proto.SubscribedQuality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event, one client of some age: what it is told. */
class EventWriterTest {
    private static final int NEW = 17;

    private static EventWriter writer(int protocol, boolean rust) {
        return new EventWriter(new NodeInfo("ND_test", "", _ -> List.of()), protocol, rust, 1, 1_000);
    }

    private static SignalResponse only(List<SignalResponse> messages) {
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static ParticipantSnapshot gone(String sid, DisconnectReason reason) {
        return new ParticipantSnapshot(
                sid,
                "anna",
                "",
                "",
                Map.of(),
                ParticipantState.DISCONNECTED,
                0,
                1,
                new Permissions(true, true, true, Set.of(), false, false, false, false, false, false),
                false,
                ParticipantKind.AGENT,
                List.of(),
                List.of(),
                List.of(),
                reason,
                0,
                List.of());
    }

    @Test
    void manyParticipantsAreToldInSeveralMessagesNoneOfWhichIsMuchTooLong() {
        List<ParticipantSnapshot> many = IntStream.range(0, 200)
                .mapToObj(i -> gone("PA_" + i, DisconnectReason.CLIENT_INITIATED))
                .toList();
        List<SignalResponse> messages = writer(NEW, false).write(new RoomEvent.ParticipantsChanged(many));

        assertThat(messages).hasSizeGreaterThan(2);
        assertThat(messages)
                .flatExtracting(message -> message.getUpdate().getParticipantsList())
                .extracting(ParticipantInfo::getSid)
                .containsExactlyElementsOf(
                        many.stream().map(ParticipantSnapshot::sid).toList());
        assertThat(messages).allMatch(message -> message.getSerializedSize() < 1_200);
    }

    @Test
    void aLeaveSaysWhatToDo() {
        RoomEvent left = new RoomEvent.Left(DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME);
        LeaveRequest leave = only(writer(NEW, false).write(left)).getLeave();

        assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RESUME);
        assertThat(leave.getReasonValue()).isEqualTo(DisconnectReason.CONNECTION_TIMEOUT.ordinal());
    }

    @Test
    void anOldClientKnowsOnlyWhetherItMayComeBack() {
        EventWriter old = writer(12, false);

        assertThat(old.write(new RoomEvent.Left(DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME)))
                .as("it resumes when the connection is gone, and not when it is told to leave")
                .isEmpty();
        assertThat(only(old.write(new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, Action.RECONNECT)))
                        .getLeave()
                        .getCanReconnect())
                .isTrue();
        assertThat(only(old.write(new RoomEvent.Left(DisconnectReason.ROOM_CLOSED, Action.DISCONNECT)))
                        .getLeave()
                        .getCanReconnect())
                .isFalse();
    }

    @Test
    void aReplacedSessionIsMentionedOnlyToThoseWhoGoBySids() {
        RoomEvent replaced =
                new RoomEvent.ParticipantsChanged(List.of(gone("PA_1", DisconnectReason.DUPLICATE_IDENTITY)));

        assertThat(writer(12, false).write(replaced)).isEmpty();
        assertThat(writer(11, false).write(replaced)).hasSize(1);
        assertThat(only(writer(12, false)
                                .write(new RoomEvent.ParticipantsChanged(List.of(
                                        gone("PA_1", DisconnectReason.DUPLICATE_IDENTITY),
                                        gone("PA_2", DisconnectReason.CLIENT_INITIATED)))))
                        .getUpdate()
                        .getParticipantsList())
                .singleElement()
                .satisfies(p -> assertThat(p.getSid()).isEqualTo("PA_2"));
    }

    @Test
    void anEndedTrackIsAMutedOneForOldClients() {
        RoomEvent ended = new RoomEvent.TrackUnpublished("TR_1");

        assertThat(only(writer(7, false).write(ended)).getTrackUnpublished().getTrackSid())
                .isEqualTo("TR_1");
        assertThat(only(writer(6, false).write(ended)).getMute())
                .isEqualTo(MuteTrackRequest.newBuilder()
                        .setSid("TR_1")
                        .setMuted(true)
                        .build());
    }

    @Test
    void oldClientsHearNeitherOfSpeakersNorOfQuality() {
        RoomEvent speakers = new RoomEvent.SpeakersChanged(List.of(new Speaker("PA_1", 0.5f, true)));
        RoomEvent quality = new RoomEvent.QualityChanged(List.of(new RoomEvent.Quality("PA_1", 90)));

        assertThat(writer(2, false).write(speakers)).isEmpty();
        assertThat(only(writer(3, false).write(speakers)).getSpeakersChanged().getSpeakers(0))
                .satisfies(speaker -> {
                    assertThat(speaker.getSid()).isEqualTo("PA_1");
                    assertThat(speaker.getLevel()).isEqualTo(0.5f);
                    assertThat(speaker.getActive()).isTrue();
                });
        assertThat(writer(4, false).write(quality)).isEmpty();
        assertThat(writer(5, false).write(quality)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"17,100,EXCELLENT", "17,80,GOOD", "17,40,POOR", "17,20,LOST", "10,20,POOR", "10,0,POOR"})
    void aScoreIsAQuality(int protocol, double score, ConnectionQuality quality) {
        ConnectionQualityInfo told = only(writer(protocol, false)
                        .write(new RoomEvent.QualityChanged(List.of(new RoomEvent.Quality("PA_1", score)))))
                .getConnectionQuality()
                .getUpdates(0);

        assertThat(told.getQuality()).isEqualTo(quality);
        assertThat(told.getScore()).isBetween(1f, 4.5f);
    }

    @Test
    void pausedTracksAreNamedWithTheirPublisher() {
        List<RoomEvent.StreamState> states = List.of(
                new RoomEvent.StreamState("PA_1", "TR_1", true), new RoomEvent.StreamState("PA_2", "TR_2", false));

        assertThat(only(writer(NEW, false).write(new RoomEvent.StreamStatesChanged(states)))
                        .getStreamStateUpdate()
                        .getStreamStatesList())
                .containsExactly(
                        StreamStateInfo.newBuilder()
                                .setParticipantSid("PA_1")
                                .setTrackSid("TR_1")
                                .setState(StreamState.PAUSED)
                                .build(),
                        StreamStateInfo.newBuilder()
                                .setParticipantSid("PA_2")
                                .setTrackSid("TR_2")
                                .setState(StreamState.ACTIVE)
                                .build());
    }

    @Test
    void codecsOfSoundAreSwitchedByTheirShortNames() {
        SignalResponse told = only(writer(NEW, false)
                .write(new RoomEvent.AudioCodecsDemanded(
                        "TR_1",
                        List.of(new RoomEvent.CodecDemand("PCMU", false), new RoomEvent.CodecDemand("opus", true)))));

        SubscribedAudioCodecUpdate update = told.getSubscribedAudioCodecUpdate();
        assertThat(update.getTrackSid()).isEqualTo("TR_1");
        assertThat(update.getSubscribedAudioCodecsList())
                .extracting(SubscribedAudioCodec::getCodec, SubscribedAudioCodec::getEnabled)
                .containsExactly(tuple("pcmu", false), tuple("opus", true));
    }

    @ParameterizedTest
    @CsvSource({"OFF,0", "LOW,1", "MEDIUM,2", "HIGH,3"})
    void allQualitiesUpToTheWantedOneAreEnabled(VideoQuality highest, int enabled) {
        SignalResponse told = only(writer(NEW, false).write(new RoomEvent.LayerDemanded("TR_1", "VP8", highest)));

        assertThat(told.getSubscribedQualityUpdate().getSubscribedQualitiesList())
                .hasSize(3)
                .filteredOn(SubscribedQuality::getEnabled)
                .hasSize(enabled);
        assertThat(told.getSubscribedQualityUpdate().getSubscribedCodecsList())
                .singleElement()
                .satisfies(codec -> {
                    assertThat(codec.getCodec()).isEqualTo("vp8");
                    assertThat(codec.getQualitiesList())
                            .isEqualTo(told.getSubscribedQualityUpdate().getSubscribedQualitiesList());
                });
    }

    @Test
    void anAnswerQuotesItsRequest() {
        RoomCommand.Mute command = new RoomCommand.Mute("PA_1", "TR_1", true);
        SignalResponse told =
                only(writer(NEW, false).write(new RoomEvent.Answered(command, Refusal.NOT_FOUND, "no such track")));

        assertThat(told.getRequestResponse().getReason()).isEqualTo(RequestResponse.Reason.NOT_FOUND);
        assertThat(told.getRequestResponse().getMessage()).isEqualTo("no such track");
        assertThat(told.getRequestResponse().getMute().getSid()).isEqualTo("TR_1");
    }

    @Test
    void answersGoToThoseWhoUnderstandThem() {
        RoomCommand.Mute command = new RoomCommand.Mute("PA_1", "TR_1", true);
        RoomEvent fine = new RoomEvent.Answered(command, Refusal.OK, "");
        RoomEvent refused = new RoomEvent.Answered(command, Refusal.NOT_ALLOWED, "");

        assertThat(writer(14, false).write(fine)).isEmpty();
        assertThat(writer(14, false).write(refused)).hasSize(1);
        assertThat(writer(9, true).write(refused)).isEmpty();
        assertThat(writer(9, true).write(new RoomEvent.TrackSubscribed("TR_1"))).isEmpty();
        assertThat(writer(10, true).write(new RoomEvent.TrackSubscribed("TR_1")))
                .extracting(SignalResponse::getMessageCase)
                .containsExactly(MessageCase.TRACK_SUBSCRIBED);
    }
}
