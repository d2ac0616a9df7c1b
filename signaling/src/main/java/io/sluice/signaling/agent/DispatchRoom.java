package io.sluice.signaling.agent;

import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.proto.JobType;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the engine knows of a room: who is in it, and which agents it wants. */
final class DispatchRoom {
    final String name;
    final Instant knownSince;
    final Map<String, Dispatch> dispatches = new LinkedHashMap<>();

    private final Map<String, ParticipantSnapshot> participants = new LinkedHashMap<>();
    private final Set<String> publishers = new LinkedHashSet<>();
    private @Nullable RoomSnapshot snapshot;
    /** Whether those who made the room said which agents it wants, if any. */
    boolean configured;

    DispatchRoom(String name, Instant knownSince) {
        this.name = name;
        this.knownSince = knownSince;
    }

    /** Null until the room has begun: dispatches may be there before it. */
    @Nullable
    RoomSnapshot snapshot() {
        return snapshot;
    }

    void learn(RoomFact fact) {
        snapshot = fact.room();
        switch (fact) {
            case RoomFact.ParticipantLeft left -> {
                participants.remove(left.participant().sid());
                publishers.remove(left.participant().sid());
            }
            case RoomFact.TrackUnpublished unpublished -> refresh(unpublished.participant());
            case RoomFact.OfParticipant of -> participants.put(of.participant().sid(), of.participant());
            default -> {
                // About the room alone.
            }
        }
        if (fact instanceof RoomFact.TrackPublished published) {
            publishers.add(published.participant().sid());
        }
    }

    /** The tracks of somebody who has left end too. */
    private void refresh(ParticipantSnapshot changed) {
        participants.computeIfPresent(changed.sid(), (_, _) -> changed);
    }

    @Nullable
    ParticipantSnapshot participant(String sid) {
        return participants.get(sid);
    }

    /** Sids of whom a job of that type is to be about; of rooms, the empty one. */
    Collection<String> subjects(JobType type) {
        return switch (type) {
            case JT_ROOM -> List.of("");
            case JT_PARTICIPANT -> independent(participants.keySet());
            case JT_PUBLISHER -> independent(publishers);
            case UNRECOGNIZED -> List.of();
        };
    }

    /** Agents and recorders get no agents of their own. */
    private List<String> independent(Collection<String> sids) {
        return sids.stream()
                .filter(sid -> {
                    ParticipantSnapshot who = participants.get(sid);
                    return who != null && !dependent(who);
                })
                .toList();
    }

    private static boolean dependent(ParticipantSnapshot who) {
        ParticipantKind kind = who.kind();
        return kind.dependent()
                || who.permissions().agent()
                || who.permissions().recorder();
    }

    /** Sids of the sessions of an identity: one, or two for a moment when somebody takes over from itself. */
    List<String> sessionsOf(String identity) {
        return participants.values().stream()
                .filter(who -> who.identity().equals(identity))
                .map(ParticipantSnapshot::sid)
                .toList();
    }
}
