package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.subscribe.PlayoutDelay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What those who run the server do to a room and to those in it. */
class RoomAdministrationEngineTest {
    private static final long A_MOMENT = 500_000_000L;

    private final TestRoom room = new TestRoom();

    private <T> T ask(RoomCommand.Asked<T> question) {
        room.shard.ask(question);
        room.loop.settle();
        assertThat(question.answer()).isDone();
        return question.answer().join();
    }

    private ParticipantSnapshot update(String identity, Permissions permissions) {
        return ask(new RoomCommand.UpdateParticipant(
                identity, "", "", Map.of(), Optional.of(permissions), new CompletableFuture<>()));
    }

    private static Permissions rights(boolean subscribe, boolean publish, TrackSource... sources) {
        return new Permissions(subscribe, publish, true, Set.of(sources), false, false, false, false, false, false);
    }

    /** The tracks that a client was offered last. */
    private Collection<String> received(RoomClient client) {
        room.pass(A_MOMENT);
        return client.last(RoomEvent.OfferMade.class).tracks().values();
    }

    @Test
    void whoIsRemovedIsToldWhyAndIsGoneWithTheAnswer() {
        RoomClient anna = room.join("anna");
        RoomClient bert = room.join("bert");

        ParticipantSnapshot gone =
                ask(new RoomCommand.Remove("anna", DisconnectReason.PARTICIPANT_REMOVED, new CompletableFuture<>()));

        assertThat(gone.disconnectReason()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        assertThat(anna.told(RoomEvent.Left.class))
                .containsExactly(
                        new RoomEvent.Left(DisconnectReason.PARTICIPANT_REMOVED, RoomEvent.Left.Action.DISCONNECT));
        assertThat(ask(new RoomCommand.Look(new CompletableFuture<>())).participants())
                .extracting(ParticipantSnapshot::identity)
                .containsExactly("bert");
        assertThat(bert.told(RoomEvent.ParticipantsChanged.class)
                        .getLast()
                        .participants()
                        .getLast()
                        .identity())
                .isEqualTo("anna");
    }

    @Test
    void nobodyOfThatIdentityIsARefusal() {
        CompletableFuture<ParticipantSnapshot> answer =
                room.shard.ask(new RoomCommand.Find("nobody", new CompletableFuture<>()));
        room.loop.settle();

        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        CommandRefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(RoomEvent.Refusal.NOT_FOUND));
    }

    @Test
    void aMutedTrackIsMutedForAllAndItsPublisherIsToldToDoTheSame() {
        RoomClient anna = room.join("anna");
        RoomClient bert = room.join("bert");
        String track = anna.publishMicrophone("mic");

        Optional<TrackInfo> muted = ask(new RoomCommand.MuteTrack("anna", track, true, new CompletableFuture<>()));

        assertThat(muted).get().returns(true, TrackInfo::muted);
        assertThat(anna.told(RoomEvent.MuteOrdered.class)).containsExactly(new RoomEvent.MuteOrdered(track, true));
        assertThat(bert.told(RoomEvent.ParticipantsChanged.class)
                        .getLast()
                        .participants()
                        .getLast()
                        .tracks())
                .singleElement()
                .returns(true, TrackInfo::muted);
    }

    @Test
    void aTrackThatThereIsNotIsNotMuted() {
        room.join("anna");
        assertThat(ask(new RoomCommand.MuteTrack("anna", "TR_none", true, new CompletableFuture<>())))
                .isEmpty();
    }

    @Test
    void aNewDescriptionIsInTheAnswerAndReachesAll() {
        room.join("anna");
        RoomClient bert = room.join("bert");

        ParticipantSnapshot changed = ask(new RoomCommand.UpdateParticipant(
                "anna",
                "Anna the second",
                "",
                Map.of("who", "", "hand", "up"),
                Optional.empty(),
                new CompletableFuture<>()));

        assertThat(changed.name()).isEqualTo("Anna the second");
        assertThat(changed.metadata()).isEqualTo("metadata of anna");
        assertThat(changed.attributes()).containsExactly(Map.entry("hand", "up"));
        assertThat(bert.told(RoomEvent.ParticipantsChanged.class).getLast().participants())
                .containsExactly(changed);
    }

    @Test
    void tracksOfSourcesThatAreForbiddenEndAndTheOthersStay() {
        RoomClient anna = room.join("anna");
        String camera = anna.publishCamera("cam");
        String microphone = anna.publishMicrophone("mic");

        ParticipantSnapshot changed = update("anna", rights(true, true, TrackSource.MICROPHONE));

        assertThat(changed.tracks()).extracting(TrackInfo::sid).containsExactly(microphone);
        assertThat(anna.told(RoomEvent.TrackUnpublished.class)).containsExactly(new RoomEvent.TrackUnpublished(camera));
        room.send(new RoomCommand.AddTrack(anna.sid, Wishes.camera("again")));
        assertThat(anna.told(RoomEvent.Answered.class).getLast().refusal()).isEqualTo(RoomEvent.Refusal.NOT_ALLOWED);
    }

    @Test
    void whoMayNotSubscribeAnyMoreReceivesNothingUntilItMayAgain() {
        RoomClient anna = room.join("anna");
        RoomClient bert = room.join("bert").connect();
        String track = anna.publishMicrophone("mic");
        assertThat(received(bert)).containsExactly(track);

        update("bert", rights(false, true));
        assertThat(received(bert)).isEmpty();

        update("bert", rights(true, true));
        assertThat(received(bert)).containsExactly(track);
    }

    @Test
    void newFactsOfTheRoomAreSeenFromOutsideAtOnceAndToldToAll() {
        RoomClient anna = room.join("anna");
        int before = anna.told(RoomEvent.RoomChanged.class).size();

        RoomSnapshot changed = ask(new RoomCommand.ChangeRoom(
                Optional.of("new"),
                policy -> policy.wanted(7, 0, 0, PlayoutDelay.NONE, false),
                new CompletableFuture<>()));

        assertThat(changed.metadata()).isEqualTo("new");
        assertThat(changed.policy().maxParticipants()).isEqualTo(7);
        assertThat(room.shard.snapshot()).isEqualTo(changed);
        assertThat(anna.told(RoomEvent.RoomChanged.class))
                .hasSize(before + 1)
                .last()
                .returns(changed, RoomEvent.RoomChanged::room);
    }

    @Test
    void anEndedRoomSaysSoWhenItCanNotBeFoundAnyMore() {
        List<String> found = new ArrayList<>();
        CompletableFuture<Void> seen = room.shard.ended().thenRun(() -> found.add("" + room.rooms.find("room")));
        assertThat(seen).isNotDone();

        room.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));

        assertThat(found).containsExactly("null");
    }

    @Test
    void whereStreamsAreInStepTracksThatBelongTogetherShareAStream() {
        assertThat(streams(false)).hasSize(2);
        assertThat(streams(true)).hasSize(1);
    }

    private static Set<String> streams(boolean inStep) {
        TestRoom room = new TestRoom(RoomPolicy.DEFAULT.wanted(0, 0, 0, PlayoutDelay.NONE, inStep));
        RoomClient anna = room.join("anna");
        RoomClient bert = room.join("bert").connect();
        anna.publishMicrophone("mic");
        anna.publishCamera("cam");
        room.pass(A_MOMENT);
        Set<String> streams = new HashSet<>();
        for (MediaSection section :
                bert.last(RoomEvent.OfferMade.class).description().sections()) {
            if (section.msid() != null) {
                streams.add(section.msid().stream());
            }
        }
        return streams;
    }

    @Test
    void whoIsMovedIsToldWhereAndSentThere() {
        RoomClient anna = room.join("anna");
        TestRoom other = new TestRoom();
        other.join("bert");
        CompletableFuture<RoomView> view = other.shard.ask(new RoomCommand.Look(new CompletableFuture<>()));
        other.loop.settle();

        ask(new RoomCommand.Move("anna", view.join(), new CompletableFuture<>()));

        RoomEvent.Moved moved = anna.last(RoomEvent.Moved.class);
        assertThat(moved.room()).isEqualTo(view.join().room());
        assertThat(moved.others()).extracting(ParticipantSnapshot::identity).containsExactly("bert");
        assertThat(anna.events.getLast())
                .isEqualTo(new RoomEvent.Left(DisconnectReason.MIGRATION, RoomEvent.Left.Action.RECONNECT));
        assertThat(room.shard.snapshot().participants()).isZero();
    }

    @Test
    void whereVideoIsHeldBackReceiversAreOfferedToBeTold() {
        assertThat(offersDelay(PlayoutDelay.NONE)).isFalse();
        assertThat(offersDelay(new PlayoutDelay(100, 200))).isTrue();
    }

    private static boolean offersDelay(PlayoutDelay delay) {
        TestRoom room = new TestRoom(RoomPolicy.DEFAULT.wanted(0, 0, 0, delay, false));
        RoomClient anna = room.join("anna");
        RoomClient bert = room.join("bert").connect();
        anna.publishCamera("cam");
        room.pass(A_MOMENT);
        return bert.last(RoomEvent.OfferMade.class).description().sections().stream()
                .flatMap(section -> section.extensions().stream())
                .anyMatch(extension -> extension.uri().endsWith("playout-delay"));
    }
}
