package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.measure.MediaCounters;
import java.util.List;
import java.util.Locale;

/** Why subscribers on narrow lines get what they get. */
public final class AllocationMetrics implements MetricSource {
    private final LoopSums loops;

    /** @param loops what each media loop counts */
    public AllocationMetrics(List<MediaCounters> loops) {
        this.loops = new LoopSums(loops);
    }

    @Override
    public void write(Exposition page) {
        page.family(
                "sluice_allocation_changes_total",
                Type.COUNTER,
                "Times a subscriber's narrow line left another part of itself for a track, by reason.");
        for (Reason reason : Reason.values()) {
            page.sample(
                    loops.sum(loop -> loop.allocation(reason)),
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT));
        }
    }
}
