package io.sluice.sfu.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A subscriber had no picture until a key frame came. */
@Name("sluice.KeyFrameWait")
@Label("Key Frame Wait")
@Description("A subscriber had no picture of a video track until a key frame came")
@Category({"Sluice", "Media"})
@StackTrace(false)
public final class KeyFrameWaitEvent extends Event {
    @Label("Track")
    final String track;

    @Label("SSRC")
    @Description("Of the subscriber's stream")
    final long ssrc;

    @Label("Waited")
    @Timespan(Timespan.NANOSECONDS)
    final long waited;

    private KeyFrameWaitEvent(String track, int ssrc, long waited) {
        this.track = track;
        this.ssrc = Integer.toUnsignedLong(ssrc);
        this.waited = waited;
    }

    /** Notes one of so many nanoseconds. */
    public static void note(String track, int ssrc, long waitedNanos) {
        new KeyFrameWaitEvent(track, ssrc, waitedNanos).commit();
    }
}
