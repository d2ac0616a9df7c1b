package io.sluice.tokenapi.keyexchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in one call: users who have registered for it with a device, and those whom the media server sees in its room. Used under the lock
 * of {@link Calls} only.
 */
final class Call {
    /** So long may somebody be listed who has no key, no media connection and nothing to say. */
    static final long IDLE_MILLIS = 60_000;

    final String id;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final Set<String> strangers = new HashSet<>();
    private @Nullable String first;
    private boolean over;

    static final class Participant {
        final String userId;
        final long joinedAt;
        final Set<Device> devices = new LinkedHashSet<>();
        final Set<String> sessions = new HashSet<>();
        boolean hasKey;
        long heardAt;
        /** Until when it need not be asked again whether this one may hear who comes and goes. */
        long allowedUntil;

        private Participant(String userId, long now) {
            this.userId = userId;
            this.joinedAt = now;
            this.heardAt = now;
        }
    }

    Call(String id) {
        this.id = id;
    }

    @Nullable
    Participant find(String userId) {
        return participants.get(userId);
    }

    boolean isOver() {
        return over;
    }

    /** Nobody is left: the next to come begins another call. Returns whether it is so. */
    boolean endIfEmpty() {
        over = participants.isEmpty() && strangers.isEmpty();
        return over;
    }

    /** Enters somebody who is not there yet. The first to come makes the key. */
    Participant enter(String userId, long now) {
        Participant participant = new Participant(userId, now);
        participants.put(userId, participant);
        if (participants.size() == 1) {
            first = userId;
        }
        return participant;
    }

    /** Takes somebody out. If nobody who stays has the key, whoever has been there longest makes the next. */
    void leave(Participant participant) {
        participants.remove(participant.userId);
        if (participant.userId.equals(first)) {
            first = null;
            if (participants.values().stream().noneMatch(other -> other.hasKey)) {
                first = participants.keySet().stream().findFirst().orElse(null);
            }
        }
    }

    /** Whether it is this user, who may not be there yet, who makes the key. */
    boolean isFirst(String userId) {
        return participants.isEmpty() || userId.equals(first);
    }

    /** In the order in which they came. */
    List<Participant> participants() {
        return List.copyOf(participants.values());
    }

    List<Participant> others(String userId) {
        return participants.values().stream()
                .filter(other -> !other.userId.equals(userId))
                .toList();
    }

    List<Participant> idle(long now) {
        List<Participant> idle = new ArrayList<>();
        for (Participant participant : participants.values()) {
            if (!participant.hasKey && participant.sessions.isEmpty() && now - participant.heardAt > IDLE_MILLIS) {
                idle.add(participant);
            }
        }
        return idle;
    }

    /** Somebody in the media server's room whom the rules do not know: a guest, or whom the application let in by itself. */
    void strangerCame(String session) {
        strangers.add(session);
    }

    /** Returns whether there was such a one. */
    boolean strangerWent(String session) {
        return strangers.remove(session);
    }

    @Override
    public String toString() {
        return "Call[" + Objects.hash(id) + "]";
    }
}
