package io.sluice.sfu.room;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.sfu.track.MediaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A room behind its mailbox on a loop in memory. */
final class TestRoom {
    final MemoryLoop loop = new MemoryLoop();
    final List<RoomFact> facts = new ArrayList<>();
    final Rooms rooms;
    final Shard shard;

    TestRoom() {
        this(RoomPolicy.DEFAULT);
    }

    TestRoom(RoomPolicy policy) {
        this(policy, MediaSettings.DEFAULT);
    }

    TestRoom(RoomPolicy policy, MediaSettings settings) {
        rooms = new Rooms(List.of(loop), settings, new Random(2), () -> loop.nanos() / 1_000, facts::add);
        shard = rooms.open("room", "metadata of the room", policy);
    }

    /** Hands a command in, and lets everything happen that follows at once. */
    void send(RoomCommand command) {
        if (!shard.offer(command)) {
            throw new AssertionError("mailbox full");
        }
        loop.settle();
    }

    void pass(long nanos) {
        loop.pass(nanos);
    }

    RoomClient join(String identity) {
        return join(Guest.named(identity));
    }

    /** Somebody who is let in. */
    RoomClient join(Guest guest) {
        RoomClient client = knock(guest);
        if (!(client.signal.events.getFirst() instanceof RoomEvent.Joined)) {
            throw new AssertionError("not let in: " + client.events);
        }
        return client;
    }

    /** Somebody who may be let in or not. */
    RoomClient knock(Guest guest) {
        RoomClient client = new RoomClient(this, guest.admission());
        send(new RoomCommand.Join(client.admission, client.signal));
        return client;
    }
}
