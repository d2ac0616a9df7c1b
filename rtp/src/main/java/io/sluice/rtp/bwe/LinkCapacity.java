package io.sluice.rtp.bwe;

/** At which rate the line was full the last times, and how well that is known: near it an estimate grows with care. Kilobits per second. */
final class LinkCapacity {
    private static final double WEIGHT = 0.05;
    private static final double FIRST_DEVIATION = 0.4;

    private double estimate = -1;
    private double deviation = FIRST_DEVIATION;

    /** The line was full at that rate. */
    void full(double kbps) {
        if (estimate < 0) {
            estimate = kbps;
            return;
        }
        double before = estimate;
        estimate += WEIGHT * (kbps - estimate);
        double error = before - kbps;
        deviation = (1 - WEIGHT) * deviation + WEIGHT * error * error / Math.max(estimate, 1);
        deviation = Math.clamp(deviation, FIRST_DEVIATION, 2.5);
    }

    boolean known() {
        return estimate >= 0;
    }

    double estimate() {
        return estimate;
    }

    /** Whether a rate is so far from what is known that the line must be another one by now. */
    boolean contradicts(double kbps) {
        return known() && Math.abs(kbps - estimate) > 3 * Math.sqrt(deviation * estimate);
    }

    boolean exceededBy(double kbps) {
        return contradicts(kbps) && kbps > estimate;
    }

    boolean undercutBy(double kbps) {
        return contradicts(kbps) && kbps < estimate;
    }

    void forget() {
        estimate = -1;
    }
}
