package io.sluice.rtp.bwe;

/**
 * At what rate packets arrived in the last moment. It can not be more than the line carries, and while a queue stands it is all that it carries: so
 * it tells at once what averages over longer times tell late.
 */
final class RecentRate {
    private static final double STANDING_MILLIS = 40;
    private static final double WINDOW_MILLIS = 100;
    /** Single packets say nothing. */
    private static final int LEAST_PACKETS = 3;

    private double windowStart = -1;
    private double lastArrival;
    private int bytes;
    private int packets;
    private boolean waited;
    private double rate = -1;
    private double standing = -1;

    /**
     * A packet has arrived.
     *
     * @param arrived by the receiver's clock, in milliseconds
     * @param queued how long it waited on the way, in milliseconds
     */
    void arrived(int size, double arrived, double queued) {
        if (windowStart < 0) {
            start(arrived);
            return;
        }
        bytes += size;
        packets++;
        lastArrival = Math.max(lastArrival, arrived);
        if (queued < STANDING_MILLIS) {
            waited = false;
            standing = -1;
        }
        if (lastArrival - windowStart >= WINDOW_MILLIS && packets >= LEAST_PACKETS) {
            rate = bytes * 8_000.0 / (lastArrival - windowStart);
            standing = waited ? rate : -1;
            start(lastArrival);
        }
    }

    private void start(double arrived) {
        windowStart = arrived;
        lastArrival = arrived;
        bytes = 0;
        packets = 0;
        waited = true;
    }

    /** Bits per second, -1 while nothing is known. */
    double bitsPerSecond() {
        return rate;
    }

    /** Bits per second that come out of a queue, -1 while none stands. */
    double standingBitsPerSecond() {
        return standing;
    }
}
