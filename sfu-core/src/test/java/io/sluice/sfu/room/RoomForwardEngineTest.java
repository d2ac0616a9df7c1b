package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.data.ServerInbox;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.subscribe.PlayoutDelay;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A participant that is in a second room as well, on another loop. */
class RoomForwardEngineTest {
    private static final long SSRC = 4711;
    private static final int LOUD = 10;

    private final TestRoom here = new TestRoom();
    private final RoomClient anna = here.join(Guest.named("anna").kind(ParticipantKind.SIP));
    private TestRoom there = new TestRoom();

    /** Both loops take turns until nothing waits any more. */
    private void settle() {
        for (int i = 0; i < 10; i++) {
            here.loop.settle();
            there.loop.settle();
        }
    }

    private void pass(long nanos) {
        for (long at = 0; at < nanos; at += 5 * MILLIS) {
            here.pass(5 * MILLIS);
            there.pass(5 * MILLIS);
        }
        settle();
    }

    private CompletableFuture<ParticipantSnapshot> ask(String identity) {
        CompletableFuture<ParticipantSnapshot> answer = new CompletableFuture<>();
        here.send(new RoomCommand.Forward(identity, here.shard, there.shard, answer));
        settle();
        return answer;
    }

    private ParticipantSnapshot forward() {
        ParticipantSnapshot copy = ask("anna").join();
        pass(20 * MILLIS);
        return copy;
    }

    private void refused(CompletableFuture<?> answer, Refusal refusal) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CommandRefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private List<ParticipantSnapshot> view(TestRoom room) {
        RoomCommand.Look look = new RoomCommand.Look(new CompletableFuture<>());
        room.send(look);
        RoomView view = look.answer().join();
        return view.participants();
    }

    private ParticipantSnapshot copy() {
        return view(there).stream()
                .filter(p -> p.identity().equals("anna"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not forwarded"));
    }

    private TrackInfo copiedTrack() {
        assertThat(copy().tracks()).hasSize(1);
        return copy().tracks().getFirst();
    }

    @Test
    void isCountedWhereItIsForwardedTo() {
        forward();
        pass(2 * SECOND);

        assertThat(there.loop.counters().participantsForwarded.get()).isEqualTo(1);
        assertThat(here.loop.counters().participantsForwarded.get()).isZero();
        there.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));
        settle();

        assertThat(there.loop.counters().participantsForwarded.get()).isZero();
    }

    @Test
    void isThereUnderItsIdentityWithAllThatOthersKnowOfIt() {
        RoomClient viewer = there.join("viewer");
        ParticipantSnapshot copy = forward();
        assertThat(copy.sid()).isNotEqualTo(anna.sid);

        ParticipantSnapshot known = viewer.known(copy.sid());
        assertThat(known.identity()).isEqualTo("anna");
        assertThat(known.name()).isEqualTo("name of anna");
        assertThat(known.metadata()).isEqualTo("metadata of anna");
        assertThat(known.attributes()).isEqualTo(Map.of("who", "anna"));
        assertThat(known.kind()).isEqualTo(ParticipantKind.SIP);
        assertThat(known.state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(known.permissions().canSubscribe()).isFalse();
        assertThat(there.facts)
                .filteredOn(RoomFact.OfParticipant.class::isInstance)
                .map(fact -> fact.getClass().getSimpleName()
                        + ' '
                        + ((RoomFact.OfParticipant) fact).participant().identity())
                .containsExactly("ParticipantJoined viewer", "ParticipantJoined anna", "ParticipantActive anna");
        assertThat(view(here)).hasSize(1);
    }

    @Test
    void itsTracksAreThereAndComeAndGoAsTheyDoHere() {
        String camera = anna.publishCamera("cam");
        forward();
        TrackInfo copied = copiedTrack();
        assertThat(copied.sid()).isNotEqualTo(camera);
        assertThat(copied.name()).isEqualTo("track cam");
        assertThat(copied.source()).isEqualTo(TrackSource.CAMERA);
        assertThat(copied.mimeType()).isEqualTo("video/VP8");
        assertThat(copied.width()).isEqualTo(1280);
        assertThat(copied.muted()).isFalse();

        here.send(new RoomCommand.Mute(anna.sid, camera, true));
        here.send(new RoomCommand.UpdateVideoTrack(anna.sid, camera, 640, 360));
        pass(20 * MILLIS);
        assertThat(copiedTrack().muted()).isTrue();
        assertThat(copiedTrack().width()).isEqualTo(640);

        anna.publishMicrophone("mic");
        pass(20 * MILLIS);
        assertThat(copy().tracks()).hasSize(2);

        anna.sections.direction("0", Direction.INACTIVE);
        anna.offer();
        pass(20 * MILLIS);
        assertThat(copiedTrack().source()).isEqualTo(TrackSource.MICROPHONE);

        // The section is free again.
        anna.publishCamera("second");
        pass(20 * MILLIS);
        assertThat(copy().tracks()).extracting(TrackInfo::name).containsExactly("track mic", "track second");
    }

    @Test
    void whatItSaysOfItselfChangesThereToo() {
        forward();
        here.send(new RoomCommand.UpdateParticipant(
                "anna", "Anna", "new", Map.of("who", "", "mood", "good"), Optional.empty(), new CompletableFuture<>()));
        pass(20 * MILLIS);
        assertThat(copy().name()).isEqualTo("Anna");
        assertThat(copy().metadata()).isEqualTo("new");
        assertThat(copy().attributes()).isEqualTo(Map.of("mood", "good"));
    }

    @Test
    void whoIsThereHearsIt() {
        anna.announce(Wishes.microphone("mic"));
        anna.sections.send(MediaKind.AUDIO, "mic", List.of(), SSRC);
        anna.offer();
        anna.connectBoth();
        RoomClient viewer = there.join("viewer").connect();
        ParticipantSnapshot copy = forward();
        pass(SECOND);
        viewer.received.clear();
        for (int i = 0; i < 100; i++) {
            anna.speak("0", SSRC, LOUD);
            pass(20 * MILLIS);
        }
        assertThat(viewer.received).hasSize(100);
        assertThat(viewer.told(RoomEvent.SpeakersChanged.class))
                .flatExtracting(RoomEvent.SpeakersChanged::speakers)
                .extracting(Speaker::participantSid)
                .contains(copy.sid());
    }

    @Test
    void whatIsWantedThereIsAskedOfThePublisher() {
        String camera = anna.announce(Wishes.simulcastCamera("cam"));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of("q", "h", "f"), 0);
        anna.offer();
        forward();
        pass(SECOND);
        assertThat(anna.told(RoomEvent.LayerDemanded.class)).isEmpty();
        there.join("viewer").connect();
        pass(SECOND);
        RoomEvent.LayerDemanded demanded = anna.last(RoomEvent.LayerDemanded.class);
        assertThat(demanded.track()).isEqualTo(camera);
        assertThat(demanded.highest()).isEqualTo(VideoQuality.HIGH);
        assertThat(copiedTrack().layers()).hasSize(3);
    }

    @Test
    void leavesWhenItLeavesHere() {
        ParticipantSnapshot copy = forward();
        RoomClient viewer = there.join("viewer");
        here.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        pass(20 * MILLIS);
        assertThat(viewer.known(copy.sid()).state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(view(there)).hasSize(1);
    }

    @Test
    void leavesWhenItsRoomEnds() {
        forward();
        here.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));
        settle();
        assertThat(view(there)).isEmpty();
    }

    @Test
    void staysHereWhenItIsSentOutThereAndMayGoThereAgain() {
        anna.publishCamera("cam");
        forward();
        there.send(new RoomCommand.Remove("anna", DisconnectReason.PARTICIPANT_REMOVED, new CompletableFuture<>()));
        pass(20 * MILLIS);
        assertThat(view(there)).isEmpty();
        assertThat(anna.told(RoomEvent.Left.class)).isEmpty();
        forward();
        assertThat(copy().tracks()).hasSize(1);
    }

    @Test
    void aClientOfThatIdentityTakesItsPlaceThere() {
        forward();
        RoomClient second = there.join("anna");
        pass(20 * MILLIS);
        assertThat(view(there)).extracting(ParticipantSnapshot::sid).containsExactly(second.sid);
        assertThat(anna.told(RoomEvent.Left.class)).isEmpty();
    }

    @Test
    void aClientCanNotResumeItsSessionThere() {
        forward();
        RoomClient thief = new RoomClient(there, Guest.named("anna").admission());
        there.send(new RoomCommand.Resume("anna", thief.signal));
        assertThat(thief.last(RoomEvent.Left.class).reason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(view(there)).hasSize(1);
    }

    @Test
    void canNotBeMovedOnFromThere() {
        forward();
        CompletableFuture<ParticipantSnapshot> answer = new CompletableFuture<>();
        there.send(new RoomCommand.Move("anna", new RoomView(here.shard.snapshot(), List.of()), answer));
        refused(answer, Refusal.NOT_ALLOWED);
    }

    @Test
    void canBeForwardedOnFromThere() {
        anna.publishCamera("cam");
        forward();
        TestRoom third = new TestRoom();
        CompletableFuture<ParticipantSnapshot> answer = new CompletableFuture<>();
        there.send(new RoomCommand.Forward("anna", there.shard, third.shard, answer));
        for (int i = 0; i < 5; i++) {
            third.loop.settle();
            pass(20 * MILLIS);
        }
        assertThat(answer).isCompleted();
        assertThat(view(third))
                .singleElement()
                .satisfies(anna ->
                        assertThat(anna.tracks()).extracting(TrackInfo::name).containsExactly("track cam"));

        here.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        settle();
        third.loop.settle();
        assertThat(view(third)).isEmpty();
    }

    @Test
    void takesNobodysPlace() {
        RoomClient other = there.join("anna");
        refused(ask("anna"), Refusal.DUPLICATE_NAME);
        assertThat(view(there)).extracting(ParticipantSnapshot::sid).containsExactly(other.sid);
        refused(ask("nobody"), Refusal.NOT_FOUND);
    }

    @Test
    void isRefusedByARoomThatIsFullOrHasEnded() {
        there = new TestRoom(RoomPolicy.DEFAULT.wanted(1, 0, 0, PlayoutDelay.NONE, false));
        there.join("first");
        refused(ask("anna"), Refusal.NOT_ALLOWED);
        there.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));
        refused(ask("anna"), Refusal.NOT_FOUND);
    }

    @Test
    void whoLeavesBeforeItIsLetInIsNotThere() {
        CompletableFuture<ParticipantSnapshot> answer = new CompletableFuture<>();
        here.send(new RoomCommand.Forward("anna", here.shard, there.shard, answer));
        here.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        settle();
        refused(answer, Refusal.NOT_FOUND);
        assertThat(view(there)).isEmpty();
    }

    @Test
    void mayBeInSeveralRoomsButNotInAnyNumber() {
        for (int i = 0; i < 8; i++) {
            there = new TestRoom();
            forward();
        }
        there = new TestRoom();
        refused(ask("anna"), Refusal.NOT_ALLOWED);
    }

    @Test
    void theRulesOfTheDestinationHoldForItsTracks() {
        there = new TestRoom(RoomPolicy.DEFAULT.withEncryption(EncryptionPolicy.REQUIRE));
        anna.publishCamera("cam");
        forward();
        assertThat(copy().tracks()).isEmpty();
    }

    @Test
    void dataDoesNotReachIt() {
        forward();
        RoomCommand.Correspond question =
                new RoomCommand.Correspond("address", "anna", new byte[0], new Unanswered(), new CompletableFuture<>());
        there.send(question);
        assertThat(question.answer().join()).isFalse();
    }

    @Test
    void aRoomWithNobodyElseIsNotEmpty() {
        anna.connectBoth();
        forward();
        pass(100 * SECOND);
        assertThat(copy().state()).isEqualTo(ParticipantState.ACTIVE);
    }

    private static final class Unanswered implements ServerInbox {
        @Override
        public void received(byte[] packet) {
            throw new AssertionError("an answer from somebody who was not asked");
        }

        @Override
        public void gone() {
            throw new AssertionError("the end of what never began");
        }
    }
}
