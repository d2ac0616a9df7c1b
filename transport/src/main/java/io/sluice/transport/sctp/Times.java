package io.sluice.transport.sctp;

/** Nanoseconds of longer times. */
final class Times {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private Times() {}
}
