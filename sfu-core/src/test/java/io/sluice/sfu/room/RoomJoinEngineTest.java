package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.subscribe.PlayoutDelay;
import org.junit.jupiter.api.Test;

/** Coming, being heard of, and going. */
class RoomJoinEngineTest {
    private static final RoomPolicy SMALL = new RoomPolicy(
            2, 30, 10, RoomPolicy.ALL_CODECS, 100, 50, 20, 0, 0, PlayoutDelay.NONE, false, EncryptionPolicy.OFF);

    private final TestRoom room = new TestRoom();

    @Test
    void theFirstEventTellsTheRoomTheClientItselfAndTheOthers() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben");

        assertThat(anna.events.getFirst()).isInstanceOf(RoomEvent.Joined.class);
        RoomEvent.Joined joined = ben.last(RoomEvent.Joined.class);
        assertThat(ben.events.getFirst()).isSameAs(joined);
        assertThat(joined.room().name()).isEqualTo("room");
        assertThat(joined.room().sid()).startsWith("RM_");
        assertThat(joined.room().metadata()).isEqualTo("metadata of the room");
        assertThat(joined.room().participants()).isEqualTo(2);
        assertThat(joined.self().sid()).startsWith("PA_").isNotEqualTo(anna.sid);
        assertThat(joined.self().identity()).isEqualTo("ben");
        assertThat(joined.self().name()).isEqualTo("name of ben");
        assertThat(joined.self().metadata()).isEqualTo("metadata of ben");
        assertThat(joined.self().attributes()).containsEntry("who", "ben");
        assertThat(joined.self().clientProtocol()).isEqualTo(1);
        assertThat(joined.self().capabilities()).containsExactly(1);
        assertThat(joined.subscriberPrimary()).isTrue();
        assertThat(joined.trailer()).isNotEmpty();
        assertThat(joined.others()).singleElement().satisfies(other -> {
            assertThat(other.sid()).isEqualTo(anna.sid);
            assertThat(other.state()).isEqualTo(ParticipantState.JOINED);
        });
    }

    @Test
    void othersHearOfSomebodyAtOnce() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben");
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.JOINED);
        assertThat(ben.self().state()).isEqualTo(ParticipantState.JOINED);

        ben.connect();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);

        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        ParticipantSnapshot gone = anna.known(ben.sid);
        assertThat(gone.state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(gone.disconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(ben.last(RoomEvent.Left.class))
                .isEqualTo(new RoomEvent.Left(DisconnectReason.CLIENT_INITIATED, Action.DISCONNECT));
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.signal.ended).isFalse();
    }

    @Test
    void whoIsGoneIsNotTalkedOfAgain() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.PARTICIPANT_REMOVED));
        anna.forget();

        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        room.send(new RoomCommand.Mute(ben.sid, "TR_none", true));
        room.send(new RoomCommand.Leave("PA_unknown", DisconnectReason.CLIENT_INITIATED));
        room.pass(70 * SECOND);

        assertThat(anna.told(RoomEvent.ParticipantsChanged.class))
                .allSatisfy(
                        e -> assertThat(e.participants()).noneMatch(p -> p.sid().equals(ben.sid)));
        assertThat(room.join("carl").last(RoomEvent.Joined.class).others())
                .noneMatch(p -> p.identity().equals("ben"));
    }

    @Test
    void aHiddenParticipantSeesAndIsNotSeen() {
        RoomClient anna = room.join("anna");
        RoomClient ghost = room.join(Guest.named("ghost").hidden());
        RoomClient ben = room.join("ben");

        assertThat(ghost.last(RoomEvent.Joined.class).others()).hasSize(1);
        assertThat(ghost.self().state()).isEqualTo(ParticipantState.JOINED);
        assertThat(ghost.people).containsKeys(anna.sid, ben.sid);
        ghost.connect();
        assertThat(ghost.self().state()).isEqualTo(ParticipantState.ACTIVE);
        ghost.publishMicrophone("mic");
        assertThat(ghost.self().tracks()).hasSize(1);
        room.send(new RoomCommand.Leave(ghost.sid, DisconnectReason.CLIENT_INITIATED));

        assertThat(anna.people).doesNotContainKey(ghost.sid);
        assertThat(ben.people).doesNotContainKey(ghost.sid);
    }

    @Test
    void theSameIdentityAgainReplacesTheOldSession() {
        RoomClient onlooker = room.join("onlooker");
        RoomClient first = room.join("anna");
        first.publishMicrophone("mic");
        onlooker.forget();
        RoomClient second = room.join("anna");

        assertThat(first.last(RoomEvent.Left.class))
                .isEqualTo(new RoomEvent.Left(DisconnectReason.DUPLICATE_IDENTITY, Action.DISCONNECT));
        assertThat(first.signal.ended).isTrue();
        assertThat(second.sid).isNotEqualTo(first.sid);
        assertThat(second.last(RoomEvent.Joined.class).others())
                .singleElement()
                .satisfies(p -> assertThat(p.identity()).isEqualTo("onlooker"));
        assertThat(second.people.keySet())
                .as("a new session hears nothing of the one it replaced")
                .containsExactlyInAnyOrder(second.sid, onlooker.sid);
        assertThat(onlooker.known(first.sid).disconnectReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
        assertThat(onlooker.known(second.sid).state()).isEqualTo(ParticipantState.JOINED);
        assertThat(onlooker.known(second.sid).tracks()).isEmpty();

        // What the old connection still had to say counts no more.
        room.send(new RoomCommand.SignalLost(first.sid, first.signal));
        assertThat(onlooker.known(second.sid).state()).isEqualTo(ParticipantState.JOINED);
    }

    @Test
    void aFullRoomLetsInAgentsAndRecordersAndWhoReplacesHimself() {
        TestRoom full = new TestRoom(SMALL);
        full.join("anna");
        full.join("ben");

        RoomClient carl = full.knock(Guest.named("carl"));
        assertThat(carl.events).containsExactly(new RoomEvent.Left(DisconnectReason.JOIN_FAILURE, Action.DISCONNECT));
        assertThat(carl.signal.ended).isTrue();

        RoomClient again = full.join("ben");
        full.join(Guest.named("agent").kind(ParticipantKind.AGENT));
        full.join(Guest.named("egress").kind(ParticipantKind.EGRESS));
        RoomClient recorder = full.join(Guest.named("recorder").recorder().hidden());
        assertThat(recorder.last(RoomEvent.Joined.class).room().participants()).isEqualTo(2);

        full.send(new RoomCommand.Leave(again.sid, DisconnectReason.CLIENT_INITIATED));
        full.join("carl");
    }

    @Test
    void whoseSignalEndsBeforeAnyMediaIsGone() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben");
        ben.loseSignal();

        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.SIGNAL_CLOSE);
        assertThat(ben.signal.ended).as("there is nothing left to end").isFalse();
    }

    @Test
    void whoNeverConnectsIsGivenUpAfterAMinute() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        ben.answersOffers = false;
        room.pass(59 * SECOND);
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.JOINED);
        room.pass(2 * SECOND);

        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.JOIN_FAILURE);
        assertThat(ben.last(RoomEvent.Left.class))
                .isEqualTo(new RoomEvent.Left(DisconnectReason.JOIN_FAILURE, Action.DISCONNECT));
        assertThat(anna.signal.ended).isFalse();
    }

    @Test
    void whoAnswersButIsNeverReachedIsAskedToResumeAndGivenUp() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        room.pass(16 * SECOND);
        assertThat(ben.last(RoomEvent.Left.class))
                .isEqualTo(new RoomEvent.Left(DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME));
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.JOINED);
        room.pass(5 * SECOND);
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.CONNECTION_TIMEOUT);
    }

    @Test
    void aRoomNobodyEntersEndsAfterItsEmptyTimeout() {
        TestRoom empty = new TestRoom(SMALL);
        empty.pass(29 * SECOND);
        assertThat(empty.rooms.find("room")).isSameAs(empty.shard);
        empty.pass(2 * SECOND);
        assertThat(empty.rooms.find("room")).isNull();
        assertThat(empty.loop.attached()).isZero();
    }

    @Test
    void aRoomEndsSomeTimeAfterTheLastOneLeft() {
        TestRoom left = new TestRoom(SMALL);
        left.pass(25 * SECOND);
        RoomClient anna = left.join("anna").connect();
        left.pass(40 * SECOND);
        left.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        left.pass(9 * SECOND);
        assertThat(left.rooms.count()).isEqualTo(1);
        RoomClient ben = left.join("ben");
        left.pass(11 * SECOND);
        assertThat(left.rooms.count()).isEqualTo(1);
        left.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        left.pass(11 * SECOND);
        assertThat(left.rooms.count()).isZero();
    }

    @Test
    void agentsDoNotKeepARoomOpen() {
        TestRoom left = new TestRoom(SMALL);
        RoomClient anna = left.join("anna");
        left.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        left.pass(5 * SECOND);
        RoomClient agent = left.join(Guest.named("agent").kind(ParticipantKind.AGENT));
        left.pass(6 * SECOND);

        assertThat(left.rooms.count()).isZero();
        assertThat(agent.last(RoomEvent.Left.class))
                .isEqualTo(new RoomEvent.Left(DisconnectReason.ROOM_CLOSED, Action.DISCONNECT));
    }

    @Test
    void aRoomWithNobodyButAnAgentWaitsForPeopleAsAnEmptyOneDoes() {
        TestRoom waiting = new TestRoom(SMALL);
        waiting.join(Guest.named("agent").kind(ParticipantKind.AGENT));
        waiting.pass(29 * SECOND);
        assertThat(waiting.rooms.count()).isEqualTo(1);
        waiting.pass(2 * SECOND);
        assertThat(waiting.rooms.count()).isZero();
    }

    @Test
    void closingEndsTheRoomForAllWithTheReason() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        room.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));

        RoomEvent.Left left = new RoomEvent.Left(DisconnectReason.ROOM_DELETED, Action.DISCONNECT);
        assertThat(anna.events.getLast()).isEqualTo(left);
        assertThat(ben.events.getLast()).isEqualTo(left);
        assertThat(anna.signal.ended).isTrue();
        assertThat(ben.signal.ended).isTrue();
        assertThat(room.rooms.find("room")).isNull();

        RoomClient late = room.knock(Guest.named("late"));
        assertThat(late.events).containsExactly(new RoomEvent.Left(DisconnectReason.ROOM_CLOSED, Action.DISCONNECT));
    }
}
