package io.sluice.rtp.bwe;

/**
 * The rate by the delays: grows while the line is quiet, with care where it was full before, and falls below what arrives as soon as queues
 * grow (draft-ietf-rmcat-gcc-02 §5.5).
 */
final class DelayRate {
    private static final double DECREASE = 0.85;
    private static final double GROWTH_A_SECOND = 1.08;
    private static final double NANOS = 1e9;
    private static final double RESPONSE_NANOS = 100e6;
    private static final double SMALLEST_STEP_A_SECOND = 4_000;
    private static final double PACKET_BITS = 1_200 * 8;
    private static final double FRAMES_A_SECOND = 30;

    private final double min;
    private final double max;
    private final LinkCapacity capacity = new LinkCapacity();
    private double rate;
    private boolean holding;
    private boolean started;
    private long updatedAt;
    private long decreasedAt = Long.MIN_VALUE / 2;
    private double roundTripNanos = 200e6;

    DelayRate(double start, double min, double max) {
        this.rate = start;
        this.min = min;
        this.max = max;
    }

    void startFrom(double bitsPerSecond) {
        rate = Math.clamp(bitsPerSecond, min, max);
    }

    void roundTrip(long nanos) {
        roundTripNanos = nanos;
    }

    /**
     * Feedback came.
     *
     * @param acked bits per second that arrive, -1 if not known
     */
    void update(Usage usage, double acked, long nowNanos) {
        double seconds = started ? Math.clamp((nowNanos - updatedAt) / NANOS, 0, 1) : 0;
        started = true;
        updatedAt = nowNanos;
        switch (usage) {
            case OVER -> {
                if (!holding || mayDecreaseAgain(acked, nowNanos)) {
                    decrease(acked, nowNanos);
                }
            }
            case UNDER -> holding = true;
            case NORMAL -> {
                if (holding) {
                    holding = false;
                } else {
                    increase(acked, seconds);
                }
            }
        }
        rate = Math.clamp(rate, min, max);
    }

    private boolean mayDecreaseAgain(double acked, long nowNanos) {
        return nowNanos - decreasedAt >= Math.clamp(roundTripNanos, 10e6, 200e6) || acked > 0 && acked < rate / 2;
    }

    private void decrease(double acked, long nowNanos) {
        double next = DECREASE * (acked > 0 ? acked : rate);
        if (next > rate && capacity.known()) {
            next = DECREASE * capacity.estimate() * 1_000;
        }
        rate = Math.min(rate, next);
        if (acked > 0) {
            double kbps = acked / 1_000;
            if (capacity.undercutBy(kbps)) {
                capacity.forget();
            }
            capacity.full(kbps);
        }
        holding = true;
        decreasedAt = nowNanos;
    }

    private void increase(double acked, double seconds) {
        if (acked > 0 && capacity.exceededBy(acked / 1_000)) {
            capacity.forget();
        }
        double step = capacity.known()
                ? Math.max(SMALLEST_STEP_A_SECOND, nearCapacityStep()) * seconds
                : rate * (Math.pow(GROWTH_A_SECOND, seconds) - 1);
        // What is not used is not known to be there.
        double proved = acked > 0 ? 1.5 * acked + 10_000 : max;
        if (rate < proved) {
            rate = Math.min(rate + step, proved);
        }
    }

    /** About one packet for each response of the line. */
    private double nearCapacityStep() {
        double frameBits = rate / FRAMES_A_SECOND;
        double packet = frameBits / Math.ceil(frameBits / PACKET_BITS);
        return packet * NANOS / (roundTripNanos + RESPONSE_NANOS);
    }

    /** A probe has proved that much. */
    void proved(double bitsPerSecond) {
        if (bitsPerSecond > rate) {
            rate = Math.clamp(bitsPerSecond, min, max);
            if (capacity.exceededBy(bitsPerSecond / 1_000)) {
                capacity.forget();
            }
        }
    }

    double bitsPerSecond() {
        return rate;
    }

    /** When queues grew the last time. */
    long decreasedAt() {
        return decreasedAt;
    }
}
