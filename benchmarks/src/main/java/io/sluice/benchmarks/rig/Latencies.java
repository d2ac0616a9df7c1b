package io.sluice.benchmarks.rig;

import java.util.Arrays;

/** Times of single packets through the server, in nanoseconds. */
final class Latencies {
    private static final int MOST = 1 << 20;

    private final int[] nanos = new int[MOST];
    private int count;

    void clear() {
        count = 0;
    }

    /** One more; those beyond a million are left out. */
    void add(long elapsed) {
        if (count < MOST) {
            nanos[count++] = (int) Math.clamp(elapsed, 0, Integer.MAX_VALUE);
        }
    }

    /** The one that this share of all does not exceed; 0 when there are none. */
    long quantile(double share) {
        if (count == 0) {
            return 0;
        }
        int[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (share * count))];
    }
}
