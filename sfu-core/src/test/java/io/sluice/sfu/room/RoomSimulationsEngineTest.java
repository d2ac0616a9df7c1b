package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomCommand.Scenario;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults that clients order for their own tests. */
class RoomSimulationsEngineTest {
    private final TestRoom room = new TestRoom();
    private final RoomClient anna = room.join("anna").connect();
    private final RoomClient ben = room.join("ben").connect();

    private void play(Scenario scenario, long argument) {
        room.send(new RoomCommand.Simulate(ben.sid, scenario, argument));
    }

    @Test
    void aSpeakerSpeaksForAsLongAsItSays() {
        play(Scenario.SPEAKER_UPDATE, 3);
        assertThat(anna.last(RoomEvent.SpeakersChanged.class).speakers())
                .containsExactly(new Speaker(ben.sid, 0.9f, true));
        room.pass(2 * SECOND);
        assertThat(anna.told(RoomEvent.SpeakersChanged.class)).hasSize(1);
        room.pass(2 * SECOND);
        assertThat(ben.last(RoomEvent.SpeakersChanged.class).speakers())
                .containsExactly(new Speaker(ben.sid, 0, false));
    }

    @Test
    void aHiddenSpeakerIsToldToItselfOnly() {
        RoomClient ghost = room.join(Guest.named("ghost").hidden());
        room.send(new RoomCommand.Simulate(ghost.sid, Scenario.SPEAKER_UPDATE, 1));
        assertThat(ghost.told(RoomEvent.SpeakersChanged.class)).hasSize(1);
        room.pass(2 * SECOND);
        assertThat(anna.told(RoomEvent.SpeakersChanged.class)).isEmpty();
        assertThat(ghost.told(RoomEvent.SpeakersChanged.class)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"NODE_FAILURE", "MIGRATION"})
    void aNodeThatFailsSaysNothingAndKnowsNobodyAfterwards(Scenario scenario) {
        play(scenario, 0);
        assertThat(ben.told(RoomEvent.Left.class)).isEmpty();
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(ben.resume().events)
                .containsExactly(new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, Action.RECONNECT));
    }

    @Test
    void aServerThatLeavesSaysSo() {
        play(Scenario.SERVER_LEAVE, 0);
        assertThat(ben.events.getLast())
                .isEqualTo(new RoomEvent.Left(DisconnectReason.SERVER_SHUTDOWN, Action.DISCONNECT));
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
    }

    @Test
    void aFullReconnectIsAskedForWithALeave() {
        play(Scenario.FULL_RECONNECT, 0);
        assertThat(ben.last(RoomEvent.Left.class).action()).isEqualTo(Action.RECONNECT);
        RoomClient again = room.join("ben");
        assertThat(anna.known(again.sid).state()).isEqualTo(ParticipantState.JOINED);
    }

    @Test
    void theNextSessionUsesTcpOnlyUntilUdpIsWantedAgain() {
        assertThat(room.loop.tcpOnly).containsOnly(false);
        for (Scenario tcp : List.of(Scenario.SWITCH_TO_TCP, Scenario.SWITCH_TO_TLS)) {
            room.send(new RoomCommand.Simulate(ben.sid, tcp, 0));
            RoomClient again = room.join("ben");
            assertThat(room.loop.tcpOnly).endsWith(true, true);
            room.send(new RoomCommand.Simulate(again.sid, Scenario.SWITCH_TO_UDP, 0));
            RoomClient udp = room.join("ben");
            assertThat(room.loop.tcpOnly).endsWith(false, false);
            ben.sid = udp.sid;
        }
        room.join("carl");
        assertThat(room.loop.tcpOnly).endsWith(false, false);
    }

    @Test
    void aResumeLosesItsConnectionAfterTheFirstMessages() {
        play(Scenario.DISCONNECT_SIGNAL_ON_RESUME, 0);
        RoomClient.Signal first = ben.resume();
        assertThat(first.events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
        assertThat(first.ended).isTrue();
        RoomClient.Signal second = ben.resume();
        assertThat(second.events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
        assertThat(second.ended).isFalse();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
    }

    @Test
    void aResumeLosesItsConnectionBeforeAnyMessage() {
        play(Scenario.DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES, 0);
        RoomClient.Signal first = ben.resume();
        assertThat(first.events).isEmpty();
        assertThat(first.ended).isTrue();
        assertThat(ben.resume().events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
    }

    @Test
    void aFaultThatIsNotMetSoonIsForgotten() {
        play(Scenario.DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES, 0);
        room.pass(6 * SECOND);
        assertThat(ben.resume().events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
        assertThat(ben.signal.ended).isFalse();
    }
}
