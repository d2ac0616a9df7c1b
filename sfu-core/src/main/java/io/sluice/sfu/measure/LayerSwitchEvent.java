package io.sluice.sfu.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A subscriber gets another layer of a picture. Seen with JDK Flight Recorder; costs nothing while it does not run. */
@Name("sluice.LayerSwitch")
@Label("Layer Switch")
@Description("A subscriber gets another layer of a video track")
@Category({"Sluice", "Media"})
@StackTrace(false)
public final class LayerSwitchEvent extends Event {
    @Label("Track")
    final String track;

    @Label("SSRC")
    @Description("Of the subscriber's stream")
    final long ssrc;

    @Label("From")
    @Description("-1 for no picture")
    final int from;

    @Label("To")
    final int to;

    private LayerSwitchEvent(String track, int ssrc, int from, int to) {
        this.track = track;
        this.ssrc = Integer.toUnsignedLong(ssrc);
        this.from = from;
        this.to = to;
    }

    /** Notes one. */
    public static void note(String track, int ssrc, int from, int to) {
        new LayerSwitchEvent(track, ssrc, from, to).commit();
    }
}
