package io.sluice.transport.ice;

import org.jspecify.annotations.Nullable;

/** When a full agent checks which path: everything that may be the one while none is selected, later only the selected one. */
final class CheckPlan {
    private final PathTable paths;
    private final Selection selection;
    private final Role role;
    private long paceAt = Long.MIN_VALUE;

    CheckPlan(PathTable paths, Selection selection, Role role) {
        this.paths = paths;
        this.selection = selection;
        this.role = role;
    }

    /** The path whose turn it is, or null if it is too early for any. */
    @Nullable
    IcePath next(int generation, long nowNanos) {
        if (nowNanos < paceAt) {
            return null;
        }
        IcePath first = null;
        long firstDue = Long.MAX_VALUE;
        for (int i = 0; i < paths.size(); i++) {
            IcePath each = paths.get(i);
            long due = dueAt(each, generation);
            if (due <= nowNanos
                    && (first == null || due < firstDue || (due == firstDue && selection.better(each, first)))) {
                first = each;
                firstDue = due;
            }
        }
        return first;
    }

    void checked(IcePath path, long nowNanos) {
        path.checked(nowNanos);
        paceAt = nowNanos + IceTimers.PACE;
    }

    /** When {@link #next} has something to give. */
    long deadline(int generation) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < paths.size(); i++) {
            earliest = Math.min(earliest, dueAt(paths.get(i), generation));
        }
        return Math.max(earliest, paceAt);
    }

    /** When this path wants its next check; {@link Long#MAX_VALUE} for never. */
    long dueAt(IcePath path, int generation) {
        boolean proven = path.provenIn == generation;
        IcePath active = selection.active();
        if (active == null || selection.generation() != generation) {
            return path.checkDue(IceTimers.TRANSACTION_LIFETIME);
        }
        if (path == active) {
            boolean confirmed = !selection.isNominee(path, generation) || path.confirmedIn == generation;
            return proven && confirmed ? path.checkedAt + IceTimers.KEEPALIVE : path.checkDue(IceTimers.KEEPALIVE);
        }
        if (!selection.nominated()) {
            return proven ? Long.MAX_VALUE : path.checkDue(IceTimers.TRANSACTION_LIFETIME);
        }
        return role.controlling() && !proven && selection.better(path, active)
                ? path.checkDue(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }
}
