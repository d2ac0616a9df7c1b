package io.sluice.sfu.track;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A small map from SSRC to an object: open addressing over an int array, no boxing, at most as many entries as the constructor says. Looked
 * up once per packet.
 *
 * @param <V> what an SSRC stands for
 */
public final class SsrcTable<V> {
    private static final int MIN_SLOTS = 8;

    private final int limit;
    private int[] keys = new int[MIN_SLOTS];

    @SuppressWarnings("unchecked")
    private @Nullable V[] values = (@Nullable V[]) new Object[MIN_SLOTS];

    private int size;

    /**
     * @param limit entries that are kept at most; the network chooses SSRCs, so there must be a limit
     */
    public SsrcTable(int limit) {
        this.limit = limit;
    }

    /** What the SSRC stands for, or null. */
    public @Nullable V get(int ssrc) {
        int mask = keys.length - 1;
        for (int i = slot(ssrc, mask); values[i] != null; i = (i + 1) & mask) {
            if (keys[i] == ssrc) {
                return values[i];
            }
        }
        return null;
    }

    /** Adds or replaces; false if the table is full. */
    public boolean put(int ssrc, V value) {
        int mask = keys.length - 1;
        int i = slot(ssrc, mask);
        while (values[i] != null) {
            if (keys[i] == ssrc) {
                values[i] = value;
                return true;
            }
            i = (i + 1) & mask;
        }
        if (size == limit) {
            return false;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
            return put(ssrc, value);
        }
        keys[i] = ssrc;
        values[i] = value;
        size++;
        return true;
    }

    /** Removes an SSRC; nothing happens if it is not there. */
    public void remove(int ssrc) {
        int mask = keys.length - 1;
        int hole = slot(ssrc, mask);
        while (values[hole] != null && keys[hole] != ssrc) {
            hole = (hole + 1) & mask;
        }
        if (values[hole] == null) {
            return;
        }
        size--;
        // Entries behind the hole that could sit in it move up, or later look-ups would end at the hole.
        for (int i = (hole + 1) & mask; values[i] != null; i = (i + 1) & mask) {
            int home = slot(keys[i], mask);
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                hole = i;
            }
        }
        values[hole] = null;
    }

    /** Entries. */
    public int size() {
        return size;
    }

    /** Whether {@link #put} of a new SSRC would be refused. */
    public boolean full() {
        return size == limit;
    }

    /** Removes everything. */
    public void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    @SuppressWarnings("unchecked")
    private void grow() {
        int[] oldKeys = keys;
        @Nullable V[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = (@Nullable V[]) new Object[2 * oldKeys.length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            V value = oldValues[i];
            if (value != null) {
                put(oldKeys[i], value);
            }
        }
    }

    private static int slot(int ssrc, int mask) {
        int hash = ssrc * 0x9E3779B9;
        return (hash ^ hash >>> 16) & mask;
    }
}
