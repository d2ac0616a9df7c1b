package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;

/** The latest checks sent on one path and not yet answered. */
final class SentChecks {
    private static final int SIZE = 8;

    private final long[] high = new long[SIZE];
    private final int[] low = new int[SIZE];
    private final long[] sentAt = new long[SIZE];
    private final int[] generation = new int[SIZE];
    private final boolean[] controlling = new boolean[SIZE];
    private final boolean[] nominating = new boolean[SIZE];
    private int next;

    void add(
            long transactionHigh,
            int transactionLow,
            int generationNumber,
            boolean asControlling,
            boolean withNomination,
            long nowNanos) {
        int i = next++ % SIZE;
        high[i] = transactionHigh;
        low[i] = transactionLow;
        sentAt[i] = nowNanos;
        generation[i] = generationNumber;
        controlling[i] = asControlling;
        nominating[i] = withNomination;
    }

    /** The index of the check that this answers, or -1. */
    int find(StunReader answer, long nowNanos) {
        for (int i = 0; i < SIZE; i++) {
            if (generation[i] != 0
                    && high[i] == answer.transactionHigh()
                    && low[i] == answer.transactionLow()
                    && nowNanos - sentAt[i] <= IceTimers.TRANSACTION_LIFETIME) {
                return i;
            }
        }
        return -1;
    }

    long sentAt(int index) {
        return sentAt[index];
    }

    int generation(int index) {
        return generation[index];
    }

    boolean controlling(int index) {
        return controlling[index];
    }

    boolean nominating(int index) {
        return nominating[index];
    }

    /** An answered check answers no more. */
    void forget(int index) {
        generation[index] = 0;
    }
}
