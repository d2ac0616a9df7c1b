package io.sluice.sfu.room;

import io.sluice.sfu.control.ParticipantSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Who left lately: a client that resumes must hear of those it may have missed, for no list of who is there says that. */
final class Departures {
    /** Longer than any client tries to resume. */
    private static final long REMEMBERED_NANOS = 120_000_000_000L;

    private static final int MAX_REMEMBERED = 1_000;

    private final Deque<Departure> latest = new ArrayDeque<>();

    private record Departure(ParticipantSnapshot snapshot, long at) {}

    /** Somebody others knew has left. */
    void add(ParticipantSnapshot gone, long nowNanos) {
        if (latest.size() >= MAX_REMEMBERED) {
            latest.removeFirst();
        }
        latest.addLast(new Departure(gone, nowNanos));
    }

    /** The last sessions of those who are not back. */
    List<ParticipantSnapshot> missed(Predicate<String> identityPresent, long nowNanos) {
        while (!latest.isEmpty() && nowNanos - latest.getFirst().at > REMEMBERED_NANOS) {
            latest.removeFirst();
        }
        List<ParticipantSnapshot> missed = new ArrayList<>();
        for (Departure departure : latest) {
            if (!identityPresent.test(departure.snapshot.identity())) {
                missed.add(departure.snapshot);
            }
        }
        return missed;
    }
}
