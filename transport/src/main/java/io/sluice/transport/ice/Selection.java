package io.sluice.transport.ice;

import org.jspecify.annotations.Nullable;

/**
 * Which path packets take. Before anyone nominates it is a working path: the first that authenticates itself, then whichever shows better
 * signs of reaching the peer. Nomination settles it. The path of an old generation stays until the new one has any.
 */
final class Selection {
    private final Role role;
    private final LocalPriorities priorities;
    private @Nullable IcePath active;
    private boolean nominated;
    private boolean doubted;
    private int generation;

    Selection(Role role, LocalPriorities priorities) {
        this.role = role;
        this.priorities = priorities;
    }

    @Nullable
    IcePath active() {
        return active;
    }

    /** The generation that the active path belongs to; 0 with no path. */
    int generation() {
        return generation;
    }

    /** Whether the active path was chosen by nomination, the peer's or ours, in its generation. */
    boolean nominated() {
        return nominated;
    }

    /** Whether the path belongs to the generation, is active, and was nominated by us. */
    boolean isNominee(IcePath path, int ofGeneration) {
        return role.controlling() && nominated && path == active && generation == ofGeneration;
    }

    /** Whether, as controlling agent, we would rather have this path. */
    boolean better(IcePath path, IcePath than) {
        if (path.stream() != than.stream()) {
            return than.stream();
        }
        return priorities.pair(path, role.controlling()) > priorities.pair(than, role.controlling());
    }

    /** The peer authenticated itself on a path. */
    void requested(IcePath path, int inGeneration, boolean useCandidate, long nowNanos) {
        boolean nomination = useCandidate && !role.controlling();
        if (inGeneration < generation) {
            return;
        }
        if (active == null || inGeneration > generation || nomination) {
            become(path, inGeneration, nomination);
        } else if (path == active) {
            // The silence that made us doubt is over.
            nominated |= doubted;
            doubted = false;
        } else if (!nominated && preferable(path, active, nowNanos)) {
            become(path, inGeneration, false);
        }
    }

    /** The peer answered a check of ours: the path works both ways. */
    void proved(IcePath path, int inGeneration, long nowNanos) {
        if (inGeneration < generation) {
            return;
        }
        IcePath current = active;
        if (current == null || inGeneration > generation) {
            become(path, inGeneration, role.controlling());
        } else if (role.controlling()) {
            if (!nominated || (path != current && better(path, current))) {
                become(path, inGeneration, true);
            }
        } else if (!nominated && path != current && preferable(path, current, nowNanos)) {
            become(path, inGeneration, false);
        }
    }

    /** The peer sends its payload on this path, which is as good as an answer: it only does so where it was answered. */
    void used(IcePath path, int inGeneration, long nowNanos) {
        IcePath current = active;
        if (current == null || current == path || nominated || role.controlling() || inGeneration != generation) {
            return;
        }
        path.proven(inGeneration);
        if (!path.stream() || current.stream() || stale(current, nowNanos)) {
            become(path, inGeneration, false);
        }
    }

    /** After a change of roles the nominations of the other role mean nothing. */
    void roleChanged() {
        nominated = false;
    }

    /** Whether the nominated path has been silent for long. */
    boolean stale(long nowNanos) {
        return nominated && active != null && stale(active, nowNanos);
    }

    /** When {@link #stale} will be true if nothing is heard. */
    long staleAt() {
        return nominated && active != null ? active.heardAt + IceTimers.STALE : Long.MAX_VALUE;
    }

    /** Takes the nomination back, so that any path that is alive may step in. */
    void doubt() {
        nominated = false;
        doubted = true;
    }

    void clear() {
        active = null;
        nominated = false;
        doubted = false;
    }

    /** Whether to move from a working path to another that was just heard. */
    private static boolean preferable(IcePath path, IcePath than, long nowNanos) {
        if (stale(than, nowNanos)) {
            return true;
        }
        if (path.stream() != than.stream()) {
            return than.stream();
        }
        return than.provenIn < than.heardIn;
    }

    private static boolean stale(IcePath path, long nowNanos) {
        return nowNanos - path.heardAt >= IceTimers.STALE;
    }

    private void become(IcePath path, int inGeneration, boolean byNomination) {
        active = path;
        generation = inGeneration;
        nominated = byNomination;
        doubted = false;
    }
}
