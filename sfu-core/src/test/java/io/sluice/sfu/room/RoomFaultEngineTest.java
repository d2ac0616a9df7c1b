package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Shard;
import org.junit.jupiter.api.Test;

/** What a bug, or too much work, in one room does to it and to others. */
class RoomFaultEngineTest {
    private final TestRoom room = new TestRoom();

    @Test
    void aBugEndsItsRoomAndNoOther() {
        RoomClient anna = room.join("anna");
        Shard other = room.rooms.open("other", "", RoomPolicy.DEFAULT);
        RoomClient bystander = new RoomClient(room, Guest.named("bystander").admission());
        other.offer(new RoomCommand.Join(bystander.admission, bystander.signal));
        room.loop.settle();

        room.loop.broken = true;
        RoomClient ben = room.knock(Guest.named("ben"));
        room.loop.broken = false;

        assertThat(ben.events).containsExactly(new RoomEvent.Left(DisconnectReason.JOIN_FAILURE, Action.DISCONNECT));
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.events.getLast())
                .isEqualTo(new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, Action.RECONNECT));
        assertThat(anna.signal.ended).isTrue();
        assertThat(room.rooms.find("room")).isNull();
        assertThat(room.rooms.find("other")).isSameAs(other);
        assertThat(bystander.signal.ended).isFalse();
        assertThat(room.rooms.open("room", "", RoomPolicy.DEFAULT)).isNotSameAs(room.shard);
    }

    @Test
    void aFullMailboxRefusesAndRecovers() {
        RoomClient anna = room.join("anna");
        RoomCommand command = new RoomCommand.Mute(anna.sid, "TR_none", true);
        int taken = 0;
        while (room.shard.offer(command) && taken < 100_000) {
            taken++;
        }
        assertThat(taken).isEqualTo(20_000);
        room.loop.settle();
        assertThat(anna.told(RoomEvent.Answered.class)).hasSize(taken);
        assertThat(room.shard.offer(command)).isTrue();
    }
}
