package io.sluice.sfu.room;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.participant.Participant;

/** Tells everybody what changed about the room itself: metadata and recording at once, how many are in it now and then. */
final class RoomUpdates {
    private static final long COUNT_NANOS = 5_000_000_000L;

    private final Room room;
    private final Members members;
    private RoomSnapshot told;
    private long countDue;

    RoomUpdates(Room room, Members members, long nowNanos) {
        this.room = room;
        this.members = members;
        this.told = room.snapshot();
        this.countDue = nowNanos + COUNT_NANOS;
    }

    /** Something changed that nobody should wait for. */
    void changed() {
        RoomSnapshot now = room.snapshot();
        if (now.equals(told)) {
            return;
        }
        told = now;
        RoomEvent event = new RoomEvent.RoomChanged(now);
        for (Participant receiver : members.all()) {
            receiver.tell(event);
        }
    }

    void peopleChanged() {
        boolean recording = members.all().stream().anyMatch(Participant::recorder);
        if (recording != told.recording()) {
            changed();
        }
    }

    void tick(long now) {
        if (now >= countDue) {
            countDue = now + COUNT_NANOS;
            changed();
        }
    }
}
