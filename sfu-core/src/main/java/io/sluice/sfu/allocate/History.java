package io.sluice.sfu.allocate;

import java.util.ArrayList;
import java.util.List;

/** The last changes of what one track was given. */
public final class History {
    private static final int KEPT = 16;

    private final List<Change> changes = new ArrayList<>();

    /**
     * One change.
     *
     * @param atNanos when, on the loop's clock
     * @param from the spatial layer that was allowed before, -1 for none
     * @param to the spatial layer that is allowed
     * @param temporal the temporal layer that is allowed
     * @param reason why
     * @param estimate bits per second that the line was taken to carry
     */
    public record Change(long atNanos, int from, int to, int temporal, Reason reason, long estimate) {}

    /** Notes a change; the oldest is forgotten for it if there are many. */
    public void add(Change change) {
        if (changes.size() == KEPT) {
            changes.removeFirst();
        }
        changes.add(change);
    }

    /** The changes, oldest first. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }
}
