package io.sluice.sfu.track;

/** Frames a second of one stream by temporal layer, measured over a second at a time. */
final class FrameRates {
    private static final int LAYERS = 4;
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final double TOLERANCE = 0.9;

    private final int[] counts = new int[LAYERS];
    private final double[] rates = new double[LAYERS];
    private long since;
    private boolean counting;
    private boolean measured;

    /** A frame began. */
    void frame(int temporalId, long nowNanos) {
        if (!counting || nowNanos - since > 2 * WINDOW_NANOS) {
            start(nowNanos);
        } else if (nowNanos - since >= WINDOW_NANOS) {
            double seconds = (nowNanos - since) / 1e9;
            double sum = 0;
            for (int i = 0; i < LAYERS; i++) {
                sum += counts[i] / seconds;
                rates[i] = sum;
            }
            measured = true;
            start(nowNanos);
        }
        counts[Math.clamp(temporalId, 0, LAYERS - 1)]++;
    }

    private void start(long nowNanos) {
        counting = true;
        since = nowNanos;
        for (int i = 0; i < LAYERS; i++) {
            counts[i] = 0;
        }
    }

    /** The lowest temporal layer that brings nine tenths of the wanted frames a second; the highest if none does or nothing is known. */
    int temporalFor(int fps) {
        if (measured && fps > 0) {
            for (int i = 0; i < LAYERS; i++) {
                if (rates[i] >= TOLERANCE * fps) {
                    return i;
                }
            }
        }
        return LAYERS - 1;
    }
}
