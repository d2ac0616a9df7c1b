package io.sluice.transport.srtp;

import java.util.Arrays;

/** Numbers SSRCs densely, in the order in which they were added: an open-addressing map of primitives. Nothing is ever removed. */
final class SsrcTable {
    private static final int FIRST_CAPACITY = 16;
    private static final int GOLDEN = 0x9E3779B9;

    private final int limit;
    private int[] keys = new int[FIRST_CAPACITY];
    /** The number of the key plus one; zero where there is no key. */
    private int[] numbers = new int[FIRST_CAPACITY];

    private int shift = 32 - Integer.numberOfTrailingZeros(FIRST_CAPACITY);
    private int size;

    SsrcTable(int limit) {
        this.limit = limit;
    }

    /** The number of an SSRC, or -1. */
    int find(int ssrc) {
        int mask = keys.length - 1;
        int at = ssrc * GOLDEN >>> shift;
        while (numbers[at] != 0) {
            if (keys[at] == ssrc) {
                return numbers[at] - 1;
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    /** Adds an SSRC that is not there yet. Returns its number, or -1 if the table is at its limit. */
    int add(int ssrc) {
        if (size >= limit) {
            return -1;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        insert(ssrc, ++size);
        return size - 1;
    }

    private void insert(int ssrc, int number) {
        int mask = keys.length - 1;
        int at = ssrc * GOLDEN >>> shift;
        while (numbers[at] != 0) {
            at = at + 1 & mask;
        }
        keys[at] = ssrc;
        numbers[at] = number;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new int[2 * oldKeys.length];
        numbers = new int[keys.length];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != 0) {
                insert(oldKeys[i], oldNumbers[i]);
            }
        }
    }

    /** The array, or a copy of at least twice its length if it is too short for an index. */
    static long[] room(long[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, Math.max(2 * array.length, index + 1));
    }
}
