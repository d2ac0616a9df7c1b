package io.sluice.sfu.subscribe;

import java.util.Arrays;

/**
 * What a down track sent lately, by outgoing sequence number: enough to build a packet again from the bytes in its source's history, and
 * how often that was done. Primitive columns of a fixed size; a newer packet takes the place of an older one.
 */
final class SentPackets {
    static final int NONE = -1;

    /** A packet is sent again at most so often. */
    static final int MAX_ANSWERS = 3;

    private static final int SEQUENCE = 0xffff;
    private static final int USED = 1 << 16;
    private static final int FILLER = 1 << 17;
    private static final int LAYER_SHIFT = 18;
    private static final int REPEATS_SHIFT = 20;
    private static final int REPEATS = 3;
    private static final int ANSWERS_SHIFT = 22;

    private final int mask;
    private final int[] states;
    private final int[] timestamps;
    private final int[] pictures;
    private final int[] answeredAt;
    private final long[] sources;

    /**
     * @param size a power of two
     */
    SentPackets(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size " + size);
        }
        mask = size - 1;
        states = new int[size];
        timestamps = new int[size];
        pictures = new int[size];
        answeredAt = new int[size];
        sources = new long[size];
    }

    /**
     * Notes a packet that went out.
     *
     * @param layer 0 to 3, the source stream it came from
     * @param source its number in the source's history
     * @param picture packed by the descriptor's rewriter, or of sound the transport-wide sequence number; opaque here
     */
    void put(int sequence, int layer, long source, int timestamp, int picture) {
        int i = sequence & mask;
        states[i] = sequence & SEQUENCE | USED | layer << LAYER_SHIFT;
        timestamps[i] = timestamp;
        pictures[i] = picture;
        sources[i] = source;
    }

    /** Notes a packet of redundant audio; parameters as in {@link #put}, and which frames before its own are in it. */
    void putRedundant(int sequence, int layer, long source, int timestamp, int number, int repeats) {
        put(sequence, layer, source, timestamp, number);
        states[sequence & mask] |= repeats << REPEATS_SHIFT;
    }

    /** Notes a packet of padding that only filled a hole; the last as in {@link #put}. */
    void putFiller(int sequence, int timestamp, int picture) {
        int i = sequence & mask;
        states[i] = sequence & SEQUENCE | USED | FILLER;
        timestamps[i] = timestamp;
        pictures[i] = picture;
    }

    /**
     * Finds the packet of an outgoing number for sending it again, and counts the answer.
     *
     * @param nowMillis any clock; only differences count
     * @param pauseMillis an answer younger than this is still on its way
     * @return a handle for the getters, valid until the next {@code put}, or {@link #NONE}: unknown, answered often enough, or just answered
     */
    int answer(int sequence, int nowMillis, int pauseMillis) {
        int i = sequence & mask;
        int state = states[i];
        if ((state & (SEQUENCE | USED)) != (sequence & SEQUENCE | USED)) {
            return NONE;
        }
        int answers = state >>> ANSWERS_SHIFT;
        if (answers >= MAX_ANSWERS || answers > 0 && nowMillis - answeredAt[i] < pauseMillis) {
            return NONE;
        }
        states[i] = state + (1 << ANSWERS_SHIFT);
        answeredAt[i] = nowMillis;
        return i;
    }

    boolean filler(int handle) {
        return (states[handle] & FILLER) != 0;
    }

    int layer(int handle) {
        return states[handle] >>> LAYER_SHIFT & 3;
    }

    /** Which frames before its own a packet of redundant audio had in it, as {@link RedundancyWriter} says it. */
    int repeats(int handle) {
        return states[handle] >>> REPEATS_SHIFT & REPEATS;
    }

    long source(int handle) {
        return sources[handle];
    }

    int timestamp(int handle) {
        return timestamps[handle];
    }

    int picture(int handle) {
        return pictures[handle];
    }

    /** Forgets the packets of a layer, whose source stream was replaced. */
    void forget(int layer) {
        for (int i = 0; i < states.length; i++) {
            if ((states[i] & FILLER) == 0 && layer(i) == layer) {
                states[i] = 0;
            }
        }
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(states, 0);
    }
}
