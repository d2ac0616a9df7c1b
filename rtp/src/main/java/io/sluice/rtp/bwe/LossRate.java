package io.sluice.rtp.bwe;

/**
 * The rate by the losses. A few are the line's own and say nothing; many, that somewhere a queue overflows whose delay is not seen
 * (draft-ietf-rmcat-gcc-02 §6). Losses that stay when less is sent are the line's own too, however many.
 */
final class LossRate {
    private static final double FEW = 0.02;
    private static final double MANY = 0.10;
    private static final double GROWTH_A_SECOND = 1.08;
    private static final long WINDOW_NANOS = 500_000_000L;
    private static final int ENOUGH_PACKETS = 30;
    /** Sending less helps against an overflow by more than this. */
    private static final double HELPED = 0.8;

    private static final double INHERENT_WEIGHT = 0.3;
    private static final double INHERENT_FADING = 0.99;
    private static final double LARGEST_INHERENT = 0.4;

    private double bound = Double.POSITIVE_INFINITY;
    private long windowStart = Long.MIN_VALUE;
    private int received;
    private int lost;
    private double loss;
    private double inherent;
    /** The loss that led to a decrease in the window before, 0 if there was none. */
    private double fought;

    /** So many packets were reported. */
    void reported(int nowReceived, int nowLost) {
        received += nowReceived;
        lost += nowLost;
    }

    /** The share that was lost of what was reported in the window under way. */
    double reportedLoss() {
        return received + lost == 0 ? 0 : (double) lost / (received + lost);
    }

    /** Judges a window once it is full; {@code current} is the rate that was in force. */
    void update(double current, double min, long nowNanos) {
        if (windowStart == Long.MIN_VALUE) {
            windowStart = nowNanos;
        }
        int packets = received + lost;
        if (nowNanos - windowStart < WINDOW_NANOS || packets < ENOUGH_PACKETS) {
            return;
        }
        double seconds = Math.min((nowNanos - windowStart) / 1e9, 2);
        loss = (double) lost / packets;
        learn();
        double excess = Math.max(0, (loss - inherent) / (1 - inherent));
        if (excess > MANY) {
            bound = Math.max(min, current * (1 - excess / 2));
            fought = loss;
        } else if (excess < FEW && bound < Double.POSITIVE_INFINITY) {
            bound *= Math.pow(GROWTH_A_SECOND, seconds);
            if (bound > 2 * current) {
                bound = Double.POSITIVE_INFINITY;
            }
        }
        windowStart = nowNanos;
        received = 0;
        lost = 0;
    }

    private void learn() {
        if (fought > 0 && loss >= HELPED * fought) {
            inherent += INHERENT_WEIGHT * (Math.min(loss, LARGEST_INHERENT) - inherent);
        } else {
            inherent *= INHERENT_FADING;
        }
        inherent = Math.min(inherent, Math.max(loss, INHERENT_FADING * inherent));
        fought = 0;
    }

    /** A probe has proved that much. */
    void proved(double bitsPerSecond) {
        bound = Math.max(bound, bitsPerSecond);
    }

    /** Bits per second; infinite without losses. */
    double bitsPerSecond() {
        return bound;
    }

    /** Of the last window, 0 to 1. */
    double loss() {
        return loss;
    }
}
