package io.sluice.sfu.measure;

/** How long a loop takes from reading datagrams to handing over what follows from them. One thread writes, any may read. */
public final class TurnClock {
    /** A new value counts for a sixteenth, as for the jitter of RTP (RFC 3550 §6.4.1). */
    private static final int WEIGHT = 16;

    /** In nanoseconds, a value a turn. */
    public final Distribution nanos = new Distribution(1, 50e3, 100e3, 250e3, 500e3, 1e6, 2e6, 3e6, 5e6, 10e6, 20e6);

    private final Tally mean = new Tally();
    private final Tally jitter = new Tally();

    TurnClock() {}

    /** Notes a turn; by the writer only. */
    public void note(long took) {
        nanos.note(took);
        long before = mean.get();
        mean.add((took - before) / WEIGHT);
        jitter.add((Math.abs(took - before) - jitter.get()) / WEIGHT);
    }

    /** The mean of late, in nanoseconds. */
    public long mean() {
        return mean.get();
    }

    /** How far turns of late were from the mean, in nanoseconds. */
    public long jitter() {
        return jitter.get();
    }
}
