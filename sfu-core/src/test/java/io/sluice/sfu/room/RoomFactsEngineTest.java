package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomUnavailableException;
import io.sluice.sfu.control.RoomUnavailableException.Reason;
import io.sluice.sfu.control.RoomView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What those learn of a room who run the server. */
class RoomFactsEngineTest {
    private final TestRoom room = new TestRoom();

    private List<String> story() {
        return room.facts.stream().map(RoomFactsEngineTest::line).toList();
    }

    private static String line(RoomFact fact) {
        String what = fact.getClass().getSimpleName();
        return fact instanceof RoomFact.OfParticipant of
                ? what + " " + of.participant().identity()
                : what;
    }

    @Test
    void theLifeOfARoomIsToldInOrder() {
        room.loop.settle();
        RoomClient anna = room.join("anna").connectBoth();
        anna.publishMicrophone("mic");
        room.pass(SECOND);
        room.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        room.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));
        room.send(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));

        assertThat(story())
                .containsExactly(
                        "RoomStarted",
                        "ParticipantJoined anna",
                        "ParticipantActive anna",
                        "TrackPublished anna",
                        "TrackUnpublished anna",
                        "ParticipantLeft anna",
                        "RoomFinished");
        RoomFact.ParticipantLeft left = (RoomFact.ParticipantLeft) room.facts.get(5);
        assertThat(left.wasActive()).isTrue();
        assertThat(left.participant().state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(left.participant().disconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(left.room().participants()).isZero();
        assertThat(((RoomFact.RoomFinished) room.facts.getLast()).reason()).isEqualTo(DisconnectReason.ROOM_DELETED);
    }

    @Test
    void whoNeverConnectedWasNeverActive() {
        RoomClient anna = room.join("anna");
        room.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));

        assertThat(room.facts.getLast())
                .isInstanceOfSatisfying(
                        RoomFact.ParticipantLeft.class,
                        left -> assertThat(left.wasActive()).isFalse());
    }

    @Test
    void aLookShowsAlsoTheHidden() {
        room.join("anna");
        room.join(Guest.named("ghost").hidden());
        CompletableFuture<RoomView> answer = room.shard.ask(new RoomCommand.Look(new CompletableFuture<>()));
        room.loop.settle();

        assertThat(answer.join().participants())
                .extracting(ParticipantSnapshot::identity)
                .containsExactly("anna", "ghost");
    }

    @Test
    void aQuestionThatComesTooLateIsRefused() {
        room.shard.offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        CompletableFuture<RoomView> answer = room.shard.ask(new RoomCommand.Look(new CompletableFuture<>()));
        room.loop.settle();

        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        RoomUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    }
}
