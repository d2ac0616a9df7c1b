package io.sluice.rtp.loss;

import java.util.Arrays;

/**
 * Decides which packets of one stream to ask for again, and when. An engine: {@link #onReceived} and {@link #onRecovered} tell what arrived,
 * {@link #poll} gives what is due, {@link #deadline} says when to poll next.
 *
 * <p>A missing packet is asked for as soon as more packets than the observed reorder depth have overtaken it, or after
 * {@link #FIRST_DELAY_NANOS} if no more come. It is asked for again after a round trip, each time a quarter later, and given up after
 * {@value #MAX_TRIES} requests. Of more than {@value #CAPACITY} missing packets the oldest are given up; a gap of more than
 * {@value #GAP_RESET} is no loss but another stream, and nothing of it is asked for.
 */
public final class NackGenerator {
    /** Missing packets that are watched at once. */
    public static final int CAPACITY = 256;
    /** Requests for one packet. */
    public static final int MAX_TRIES = 8;
    /** A gap above this resets everything. */
    public static final int GAP_RESET = 1000;
    /** The longest wait for a packet that may only be late. */
    public static final long FIRST_DELAY_NANOS = 20_000_000;

    private static final long MIN_INTERVAL = 20_000_000;
    private static final long MAX_INTERVAL = 400_000_000;
    private static final long INITIAL_ROUND_TRIP = 100_000_000;
    private static final int MAX_DEPTH = 32;
    /** Packets in order after which the reorder depth shrinks by one. */
    private static final int DEPTH_DECAY = 512;

    private final int minDepth;
    private long roundTrip;
    private final long[] intervals = new long[MAX_TRIES];

    // The missing packets in ascending order. Requests go out in that order too, so those without any are the tail.
    private long[] missing = new long[16];
    private long[] dueAt = new long[16];
    private byte[] tries = new byte[16];
    private int count;
    private int untried;

    private long newest = -1;
    private int depth;
    private int inOrder;
    private long requested;
    private long recovered;
    private long abandoned;

    /** @param minDepth packets that may overtake one before it counts as missing: 1, or 0 where the path keeps order */
    public NackGenerator(int minDepth) {
        this.minDepth = minDepth;
        this.depth = minDepth;
        roundTrip(INITIAL_ROUND_TRIP);
    }

    /** Takes the measured round trip, from which the time between two requests for one packet follows. */
    public void roundTrip(long nanos) {
        roundTrip = nanos;
        double interval = Math.max(MIN_INTERVAL, nanos);
        for (int i = 0; i < MAX_TRIES; i++) {
            intervals[i] = (long) Math.min(MAX_INTERVAL, interval);
            interval *= 1.25;
        }
    }

    /**
     * A packet arrived on its own stream.
     *
     * @param sequence 64-bit sequence number
     * @return whether a request is due at once, so that {@link #poll} should not wait for the {@link #deadline}
     */
    public boolean onReceived(long sequence, long nowNanos) {
        if (newest < 0) {
            newest = sequence;
            return false;
        }
        if (sequence <= newest) {
            if (sequence < newest) {
                learnDepth(sequence, nowNanos);
                remove(sequence);
            }
            return false;
        }
        long gap = sequence - newest - 1;
        if (gap > GAP_RESET) {
            abandoned += count;
            clear();
            newest = sequence;
            return false;
        }
        if (gap == 0 && ++inOrder >= DEPTH_DECAY) {
            inOrder = 0;
            depth = Math.max(minDepth, depth - 1);
        }
        if (gap > CAPACITY) {
            abandoned += gap - CAPACITY;
        }
        for (long lost = Math.max(newest + 1, sequence - CAPACITY); lost < sequence; lost++) {
            add(lost, nowNanos + FIRST_DELAY_NANOS);
        }
        newest = sequence;
        return untried < count && newest - missing[untried] > depth;
    }

    /** A missing packet came back by retransmission; true if it was missing. */
    public boolean onRecovered(long sequence) {
        return remove(sequence);
    }

    private void learnDepth(long sequence, long nowNanos) {
        int index = Arrays.binarySearch(missing, 0, count, sequence);
        if (index >= 0) {
            // Where there is no RTX stream it may be the answer to a request. What was not asked for, or so lately that
            // no answer can be here yet, is reordered.
            long askedAt = dueAt[index] - intervals[0];
            if (tries[index] == 0 || tries[index] == 1 && nowNanos - askedAt < roundTrip / 2) {
                depth = (int) Math.min(MAX_DEPTH, Math.max(depth, newest - sequence));
            }
            inOrder = 0;
        }
    }

    /**
     * Takes the packets to ask for now and counts them as asked for.
     *
     * @param out receives sequence numbers, 0 to 65535, in ascending order as {@link io.sluice.rtp.rtcp.GenericNack#write} wants them
     * @return how many; what does not fit into {@code out} stays due
     */
    public int poll(int[] out, long nowNanos) {
        int given = 0;
        int kept = 0;
        int triedKept = 0;
        for (int i = 0; i < count; i++) {
            boolean due = nowNanos >= dueAt[i] || (tries[i] == 0 && newest - missing[i] > depth);
            if (due && tries[i] == MAX_TRIES) {
                abandoned++;
                continue;
            }
            if (due && given < out.length) {
                out[given++] = (int) missing[i] & 0xffff;
                dueAt[i] = nowNanos + intervals[tries[i]];
                tries[i]++;
            }
            missing[kept] = missing[i];
            dueAt[kept] = dueAt[i];
            tries[kept] = tries[i];
            kept++;
            if (tries[i] > 0) {
                triedKept = kept;
            }
        }
        count = kept;
        untried = triedKept;
        requested += given;
        return given;
    }

    /** When {@link #poll} has something to do next; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, dueAt[i]);
        }
        return first;
    }

    /** Asks no more for packets before this one: a newer key frame has made them useless. */
    public void forgetBefore(long sequence) {
        int gone = 0;
        while (gone < count && missing[gone] < sequence) {
            gone++;
        }
        abandoned += gone;
        shift(0, gone);
    }

    /** Forgets all missing packets, not the place in the stream: nobody wants the stream for now. */
    public void clear() {
        count = 0;
        untried = 0;
    }

    /** Forgets all, for a stream that starts over. */
    public void reset() {
        clear();
        newest = -1;
        depth = minDepth;
        inOrder = 0;
    }

    /** Packets that are missing now. */
    public int missing() {
        return count;
    }

    /** How many packets may overtake one before it is asked for. */
    public int reorderDepth() {
        return depth;
    }

    /** Requests made, repetitions included. */
    public long requested() {
        return requested;
    }

    /** Missing packets that came after all. */
    public long recovered() {
        return recovered;
    }

    /** Missing packets that were given up. */
    public long abandoned() {
        return abandoned;
    }

    private void add(long sequence, long due) {
        if (count == CAPACITY) {
            abandoned++;
            shift(0, 1);
        }
        if (count == missing.length) {
            int size = Math.min(CAPACITY, 2 * count);
            missing = Arrays.copyOf(missing, size);
            dueAt = Arrays.copyOf(dueAt, size);
            tries = Arrays.copyOf(tries, size);
        }
        missing[count] = sequence;
        dueAt[count] = due;
        tries[count] = 0;
        count++;
    }

    private boolean remove(long sequence) {
        int index = Arrays.binarySearch(missing, 0, count, sequence);
        if (index < 0) {
            return false;
        }
        recovered++;
        shift(index, 1);
        return true;
    }

    private void shift(int index, int gone) {
        int after = count - index - gone;
        System.arraycopy(missing, index + gone, missing, index, after);
        System.arraycopy(dueAt, index + gone, dueAt, index, after);
        System.arraycopy(tries, index + gone, tries, index, after);
        count -= gone;
        untried -= Math.clamp(untried - index, 0, gone);
    }
}
