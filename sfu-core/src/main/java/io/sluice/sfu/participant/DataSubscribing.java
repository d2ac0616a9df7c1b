package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.publish.DataTrackHandle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The data tracks that a participant receives. Nobody gets one without asking for it. */
public final class DataSubscribing {
    /** Wishes for tracks that do not exist (yet) are remembered up to this number. */
    private static final int MAX_WISHES = 4_096;

    private static final int MAX_HANDLE = 0xFFFF;

    private final Participant participant;
    private final RoomSide room;
    private final Map<String, Boolean> wishes = new HashMap<>();
    private final Map<String, Received> received = new LinkedHashMap<>();
    private int nextHandle;

    private record Received(DataPublication publication, int handle, DataTrackHandle told) {}

    DataSubscribing(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
        // Packets that are still on their way from a session before must not pass for those of this one.
        this.nextHandle = room.random().nextInt(1, 257);
    }

    /** The client subscribes to data tracks, or ends subscriptions. */
    public void wish(Map<String, Boolean> tracks) {
        boolean changed = false;
        for (Map.Entry<String, Boolean> each : tracks.entrySet()) {
            if (wishes.size() < MAX_WISHES || wishes.containsKey(each.getKey())) {
                wishes.put(each.getKey(), each.getValue());
            }
            RoomTracks.DataPublishedBy found = room.tracks().findData(each.getKey());
            if (found != null) {
                changed |= settle(found.publisher(), found.publication());
            }
        }
        if (changed) {
            tell();
        }
    }

    /** Makes what is so what should be, for one published data track. */
    public void reconcile(Participant publisher, DataPublication publication) {
        if (settle(publisher, publication)) {
            tell();
        }
    }

    private boolean settle(Participant publisher, DataPublication publication) {
        boolean wanted = publisher != participant
                && wishes.getOrDefault(publication.sid(), false)
                && participant.permissions().canSubscribe()
                && (participant.recorder()
                        || publisher
                                .subscriptionPermissions()
                                .allows(participant.sid(), participant.identity(), publication.sid()));
        if (wanted == received.containsKey(publication.sid())) {
            return false;
        }
        if (wanted) {
            int handle = freeHandle();
            publication.media().add(participant.messaging().member(), handle);
            DataTrackHandle told = new DataTrackHandle(publisher.identity(), publisher.sid(), publication.sid());
            received.put(publication.sid(), new Received(publication, handle, told));
        } else {
            drop(publication);
        }
        return true;
    }

    private int freeHandle() {
        int handle;
        do {
            handle = nextHandle;
            nextHandle = nextHandle == MAX_HANDLE ? 1 : nextHandle + 1;
        } while (taken(handle));
        return handle;
    }

    private boolean taken(int handle) {
        for (Received each : received.values()) {
            if (each.handle == handle) {
                return true;
            }
        }
        return false;
    }

    private boolean drop(DataPublication publication) {
        Received gone = received.remove(publication.sid());
        if (gone == null) {
            return false;
        }
        publication.media().remove(participant.messaging().member());
        return true;
    }

    /** The data track has ended; its id never comes back. */
    public void forget(DataPublication publication) {
        wishes.remove(publication.sid());
        if (drop(publication)) {
            tell();
        }
    }

    /** The client may have missed what it was told last. */
    public void resume() {
        if (!received.isEmpty()) {
            tell();
        }
    }

    /** The participant is leaving and receives nothing more. */
    public void close() {
        List.copyOf(received.values()).forEach(each -> drop(each.publication));
    }

    private void tell() {
        Map<Integer, DataTrackHandle> handles = new TreeMap<>();
        received.values().forEach(each -> handles.put(each.handle, each.told));
        participant.tell(new RoomEvent.DataTrackHandles(handles));
    }
}
