package io.sluice.sfu.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A bounded queue of packets between two threads: one puts, one takes. All memory is there from the beginning, and nobody waits for
 * anybody; a packet that finds no place is dropped.
 */
final class PacketRing {
    /** Longer packets than an Ethernet frame carries find no place. */
    static final int LONGEST = 1536;

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(PacketRing.class, "head", long.class);
            TAIL = lookup.findVarHandle(PacketRing.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] bytes;
    private final int[] lengths;
    private final int mask;
    /** The next to take; written by the taker. */
    private long head;
    /** The next to put; written by the putter. */
    private long tail;

    /** @param packets that it holds, a power of two */
    PacketRing(int packets) {
        if (Integer.bitCount(packets) != 1) {
            throw new IllegalArgumentException("not a power of two: " + packets);
        }
        bytes = new byte[packets * LONGEST];
        lengths = new int[packets];
        mask = packets - 1;
    }

    /** The array in which all packets lie. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next packet may be written, up to {@link #LONGEST} bytes; −1 if there is no place. Only for the putter. */
    int place() {
        long next = (long) TAIL.get(this);
        return next - (long) HEAD.getAcquire(this) > mask ? -1 : (int) (next & mask) * LONGEST;
    }

    /** The packet at {@link #place} is written. Only for the putter. */
    void put(int length) {
        long next = (long) TAIL.get(this);
        lengths[(int) (next & mask)] = length;
        TAIL.setRelease(this, next + 1);
    }

    /** Where the oldest packet lies; −1 if there is none. Only for the taker. */
    int first() {
        long next = (long) HEAD.get(this);
        return next == (long) TAIL.getAcquire(this) ? -1 : (int) (next & mask) * LONGEST;
    }

    /** Bytes of the packet at {@link #first}. */
    int length() {
        return lengths[(int) ((long) HEAD.get(this) & mask)];
    }

    /** The packet at {@link #first} was used. Only for the taker. */
    void take() {
        HEAD.setRelease(this, (long) HEAD.get(this) + 1);
    }
}
