package io.sluice.sfu.measure;

/** What streams of one way, kind and source went through on their path. */
public final class SourceCounters {
    private static final double[] PERCENT = {0, 0.1, 0.3, 0.5, 0.7, 1, 5, 10, 40, 100};

    private static final double[] MILLIS = {100, 200, 500, 700, 1_000, 5_000, 10_000};

    /** Packets that did not come. */
    public final Tally lost = new Tally();
    /** Packets that came after a later one. */
    public final Tally outOfOrder = new Tally();
    /** Share of lost packets, a value a stream and window. */
    public final Distribution lossPercent = new Distribution(1_000_000, PERCENT);
    /** Share of packets out of order likewise. */
    public final Distribution outOfOrderPercent = new Distribution(1_000_000, PERCENT);
    /** Jitter in microseconds likewise, the greatest of each window. */
    public final Distribution jitterMicros = new Distribution(1, 1e3, 1e4, 3e4, 5e4, 7e4, 1e5, 3e5, 6e5, 1e6);
    /** Round trip in milliseconds likewise. */
    public final Distribution roundTripMillis =
            new Distribution(1_000, 50, 100, 150, 200, 250, 500, 750, 1_000, 5_000, 10_000);

    /** Milliseconds from the wish to publish or to receive a track until it was agreed on, a value a track. */
    public final Distribution agreedMillis = new Distribution(1_000, MILLIS);

    SourceCounters() {}
}
