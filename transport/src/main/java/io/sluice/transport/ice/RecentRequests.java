package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests and where they came from. Integrity does not cover the source address, so whoever captures a nomination could play
 * it back from elsewhere and draw the media there; what was answered on one path is therefore not believed on another.
 */
final class RecentRequests {
    private static final int SIZE = 64;

    private final long[] high = new long[SIZE];
    private final int[] low = new int[SIZE];
    private final @Nullable IcePath[] path = new IcePath[SIZE];
    private int next;

    void add(StunReader request, IcePath from) {
        int i = next++ & (SIZE - 1);
        high[i] = request.transactionHigh();
        low[i] = request.transactionLow();
        path[i] = from;
    }

    /** Whether the request was seen on another path than this. */
    boolean replayed(StunReader request, @Nullable IcePath from) {
        long wantedHigh = request.transactionHigh();
        int wantedLow = request.transactionLow();
        for (int i = 0; i < SIZE; i++) {
            if (path[i] != null && path[i] != from && high[i] == wantedHigh && low[i] == wantedLow) {
                return true;
            }
        }
        return false;
    }
}
