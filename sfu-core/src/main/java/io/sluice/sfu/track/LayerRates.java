package io.sluice.sfu.track;

/** Bits per second of a track's layers, measured over a second at a time, with all that a packet costs on a line. */
public final class LayerRates {
    /** Temporal layers that are told apart. */
    public static final int TEMPORAL = 4;

    /** What UDP, IPv4 and SRTP add to a packet. */
    private static final int OVERHEAD = 8 + 20 + 16;

    private static final long WINDOW_NANOS = 1_000_000_000L;
    /** Key frames make single windows large. */
    private static final double SMOOTHING = 0.4;

    private final long[] bytes = new long[PublishedTrack.MAX_LAYERS * TEMPORAL];
    private final double[] rates = new double[PublishedTrack.MAX_LAYERS * TEMPORAL];
    private final int[] windows = new int[PublishedTrack.MAX_LAYERS];
    private long since;
    private boolean counting;

    /** A packet came. */
    void packet(int spatial, int temporal, int length, long nowNanos) {
        if (!counting) {
            counting = true;
            since = nowNanos;
        } else if (nowNanos - since >= WINDOW_NANOS) {
            roll(nowNanos);
        }
        bytes[spatial * TEMPORAL + Math.clamp(temporal, 0, TEMPORAL - 1)] += length + OVERHEAD;
    }

    private void roll(long nowNanos) {
        double seconds = (nowNanos - since) / 1e9;
        since = nowNanos;
        for (int spatial = 0; spatial < windows.length; spatial++) {
            long flowed = 0;
            for (int i = spatial * TEMPORAL; i < (spatial + 1) * TEMPORAL; i++) {
                flowed += bytes[i];
            }
            // A layer that was silent is not a cheap one.
            windows[spatial] = flowed == 0 ? 0 : windows[spatial] + 1;
            for (int i = spatial * TEMPORAL; flowed > 0 && i < (spatial + 1) * TEMPORAL; i++) {
                double now = bytes[i] * 8 / seconds;
                rates[i] = windows[spatial] <= 2 ? now : rates[i] + SMOOTHING * (now - rates[i]);
                bytes[i] = 0;
            }
        }
    }

    /** What was measured holds no more. */
    void clear() {
        java.util.Arrays.fill(bytes, 0);
        java.util.Arrays.fill(windows, 0);
        counting = false;
    }

    /** Whether a spatial layer was measured. */
    public boolean known(int spatial) {
        return windows[spatial] > 0;
    }

    /** Bits per second of a spatial layer's temporal layers up to this one. */
    public long bitsPerSecond(int spatial, int temporal) {
        double sum = 0;
        for (int i = 0; i <= temporal; i++) {
            sum += rates[spatial * TEMPORAL + i];
        }
        return (long) sum;
    }

    /** The highest temporal layer of a spatial layer in which something flows. */
    public int highest(int spatial) {
        for (int i = TEMPORAL - 1; i > 0; i--) {
            if (rates[spatial * TEMPORAL + i] > 0) {
                return i;
            }
        }
        return 0;
    }
}
