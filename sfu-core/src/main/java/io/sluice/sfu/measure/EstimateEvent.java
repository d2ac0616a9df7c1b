package io.sluice.sfu.measure;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a narrow line is taken to carry, each time it is divided. */
@Name("sluice.Estimate")
@Label("Estimate")
@Description("What a subscriber's narrow line carries, ten times a second")
@Category({"Sluice", "Media"})
@StackTrace(false)
public final class EstimateEvent extends Event {
    @Label("SSRC")
    @Description("Of one of the streams on that line")
    final long ssrc;

    @Label("Estimate")
    @DataAmount(DataAmount.BITS)
    final long estimate;

    @Label("Wanted")
    @Description("Of all video that flows")
    @DataAmount(DataAmount.BITS)
    final long wanted;

    @Label("Given")
    @Description("Of what is wanted")
    @DataAmount(DataAmount.BITS)
    final long given;

    @Label("Queueing")
    @Description("How many milliseconds packets wait on the way")
    final double queueing;

    @Label("Loss")
    @Description("0 to 1")
    final double loss;

    private EstimateEvent(int ssrc, long estimate, long wanted, long given, double queueing, double loss) {
        this.ssrc = Integer.toUnsignedLong(ssrc);
        this.estimate = estimate;
        this.wanted = wanted;
        this.given = given;
        this.queueing = queueing;
        this.loss = loss;
    }

    /** Notes one; rates in bits per second. */
    public static void note(int ssrc, long estimate, long wanted, long given, double queueing, double loss) {
        new EstimateEvent(ssrc, estimate, wanted, given, queueing, loss).commit();
    }
}
