package io.sluice.sfu.room;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.participant.Participant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells everybody who came, changed or left. Changes are gathered for a moment, so that many at once make one message: next to nothing in
 * a small room, a little longer in a large one, where each message goes to many.
 */
final class Announcements {
    private static final int SMALL_ROOM = 32;
    private static final long LARGE_ROOM_NANOS = 100_000_000L;

    /** The latest of each participant that changed; a participant that left stays until it was told. */
    private final Map<String, ParticipantSnapshot> pending = new LinkedHashMap<>();

    private long due = Long.MAX_VALUE;

    void changed(Participant who, int roomSize, long nowNanos) {
        if (who.state() == ParticipantState.JOINING) {
            return;
        }
        // Re-inserted, so that the order of messages is that of the latest changes.
        pending.remove(who.sid());
        pending.put(who.sid(), who.snapshot());
        if (due == Long.MAX_VALUE) {
            due = roomSize <= SMALL_ROOM ? nowNanos : nowNanos + LARGE_ROOM_NANOS;
        }
    }

    boolean pending(Participant who) {
        return pending.containsKey(who.sid());
    }

    long deadline() {
        return due;
    }

    void flush(Collection<Participant> everybody) {
        due = Long.MAX_VALUE;
        if (pending.isEmpty()) {
            return;
        }
        List<ParticipantSnapshot> visible = new ArrayList<>(pending.size());
        for (ParticipantSnapshot snapshot : pending.values()) {
            if (!snapshot.permissions().hidden()) {
                visible.add(snapshot);
            }
        }
        RoomEvent forMost = visible.isEmpty() ? null : new RoomEvent.ParticipantsChanged(visible);
        for (Participant receiver : everybody) {
            if (receiver.state() == ParticipantState.JOINING) {
                continue;
            }
            ParticipantSnapshot own = pending.get(receiver.sid());
            if (receiver.hidden() && own != null) {
                List<ParticipantSnapshot> withSelf = new ArrayList<>(visible);
                withSelf.add(own);
                receiver.tell(new RoomEvent.ParticipantsChanged(withSelf));
            } else if (forMost != null) {
                receiver.tell(forMost);
            }
        }
        pending.clear();
    }
}
