package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a room while somebody is on the way in. */
class RoomEndEngineTest {
    private final TestRoom room = new TestRoom();

    @Test
    void whoIsTurnedAwayFindsANewRoomUnderTheName() {
        List<RoomEvent> told = new ArrayList<>();
        List<Shard> found = new ArrayList<>();
        EventSink late = new EventSink() {
            @Override
            public void event(RoomEvent event) {
                told.add(event);
                found.add(room.rooms.open("room", "", RoomPolicy.DEFAULT));
            }

            @Override
            public void end() {
                // The event said it all.
            }
        };
        room.shard.offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        room.shard.offer(new RoomCommand.Join(Guest.named("anna").admission(), late));
        room.loop.settle();

        assertThat(told)
                .containsExactly(new RoomEvent.Left(DisconnectReason.ROOM_CLOSED, RoomEvent.Left.Action.DISCONNECT));
        assertThat(found).singleElement().isNotSameAs(room.shard);
        assertThat(room.rooms.count()).isEqualTo(1);
    }
}
