package io.sluice.testkit.net;

/** Something with a timer: an engine, or a scripted source of packets. */
public interface Timed {
    /** When {@link #tick} wants to be called; {@link Long#MAX_VALUE} for never. */
    long deadline();

    /** Lets time pass. */
    void tick(long nowNanos);
}
