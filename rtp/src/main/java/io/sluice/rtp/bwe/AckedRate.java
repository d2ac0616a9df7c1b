package io.sluice.rtp.bwe;

/** At what rate the far end receives, from the sizes and arrival times of packets: windows of samples, weighted by how sure each is. */
final class AckedRate {
    private static final double FIRST_WINDOW_MILLIS = 500;
    private static final double WINDOW_MILLIS = 150;
    private static final double FIRST_VARIANCE = 50;
    /** What is known fades by this with each window. */
    private static final double FADING = 5;

    private static final double UNCERTAINTY = 10;
    /** A small sample may be the end of a frame and tell little. */
    private static final double UNCERTAINTY_OF_LITTLE = 20;

    private static final int LITTLE_BYTES = 2_000;

    private double windowStart = -1;
    private double lastArrival = -1;
    private int bytes;
    private double estimate;
    private double variance = FIRST_VARIANCE;

    /** A packet has arrived, at that time of the receiver in milliseconds. */
    void arrived(int size, double arrived) {
        if (arrived < lastArrival) {
            bytes += size;
            return;
        }
        if (windowStart < 0) {
            windowStart = arrived;
        }
        double length = estimate > 0 ? WINDOW_MILLIS : FIRST_WINDOW_MILLIS;
        double elapsed = arrived - windowStart;
        if (elapsed >= length) {
            // Longer only after a silence, in which the rate of what came before is not spread.
            sample(bytes * 8.0 / Math.min(elapsed, 2 * length), bytes);
            bytes = 0;
            windowStart = arrived;
        }
        bytes += size;
        lastArrival = arrived;
    }

    /** Kilobits per second are bits per millisecond. */
    private void sample(double rate, int sampleBytes) {
        if (estimate <= 0) {
            estimate = Math.max(rate, 1);
            return;
        }
        double scale = sampleBytes < LITTLE_BYTES && rate < estimate ? UNCERTAINTY_OF_LITTLE : UNCERTAINTY;
        double uncertainty = scale * Math.abs(estimate - rate) / (estimate + Math.min(rate, 10_000));
        double sampleVariance = uncertainty * uncertainty;
        double before = variance + FADING;
        estimate = (sampleVariance * estimate + before * rate) / (sampleVariance + before);
        estimate = Math.max(estimate, 1);
        variance = sampleVariance * before / (sampleVariance + before);
    }

    /** Bits per second, -1 while nothing is known. */
    double bitsPerSecond() {
        return estimate > 0 ? estimate * 1_000 : -1;
    }
}
