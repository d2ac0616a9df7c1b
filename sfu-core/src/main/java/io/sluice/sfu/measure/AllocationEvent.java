package io.sluice.sfu.measure;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A subscriber's line leaves another part of itself for a track than before. */
@Name("sluice.Allocation")
@Label("Allocation")
@Description("What a subscriber's line leaves for a video track has changed")
@Category({"Sluice", "Media"})
@StackTrace(false)
public final class AllocationEvent extends Event {
    @Label("Track")
    final String track;

    @Label("SSRC")
    @Description("Of the subscriber's stream")
    final long ssrc;

    @Label("Spatial Layer")
    @Description("The highest, -1 for a pause")
    final int spatial;

    @Label("Temporal Layer")
    @Description("The highest")
    final int temporal;

    @Label("Reason")
    final String reason;

    @Label("Estimate")
    @Description("What the line was taken to carry")
    @DataAmount(DataAmount.BITS)
    final long estimate;

    private AllocationEvent(String track, int ssrc, int spatial, int temporal, String reason, long estimate) {
        this.track = track;
        this.ssrc = Integer.toUnsignedLong(ssrc);
        this.spatial = spatial;
        this.temporal = temporal;
        this.reason = reason;
        this.estimate = estimate;
    }

    /** Notes one; the estimate in bits per second. */
    public static void note(String track, int ssrc, int spatial, int temporal, String reason, long estimate) {
        new AllocationEvent(track, ssrc, spatial, temporal, reason, estimate).commit();
    }
}
