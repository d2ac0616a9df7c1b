package io.sluice.sfu.track;

import io.sluice.rtp.loss.NackGenerator;
import io.sluice.rtp.seq.SequenceMap;
import io.sluice.rtp.seq.SequenceUnwrapper;

/**
 * Numbers the packets of one source stream with 64 bits, without its padding: publishers probe with packets that nobody else needs to see.
 * It speaks of the packet that was given to {@link #arrive} last.
 */
final class SourceNumbering {
    /** Packets that the first one overtook still find a number. */
    private static final int BEFORE_FIRST = 64;

    private final SequenceUnwrapper arrivals = new SequenceUnwrapper();
    private final SequenceMap numbers = new SequenceMap();
    private long arrival;
    private boolean newest;
    private boolean restarted;

    /**
     * A packet came.
     *
     * @param wire its 16 bits
     * @param repaired whether it came back by retransmission
     * @return false for the repair of what has not come yet: nobody asked for it
     */
    boolean arrive(int wire, boolean repaired) {
        long before = arrivals.newest();
        arrival = repaired ? arrivals.peek(wire) : arrivals.unwrap(wire);
        newest = arrival > before;
        if (repaired) {
            restarted = false;
            return !newest;
        }
        restarted = before >= 0 && arrivals.restarted();
        if (before < 0) {
            numbers.start(arrival - BEFORE_FIRST, arrival - BEFORE_FIRST);
        } else if (arrival - before > NackGenerator.GAP_RESET) {
            // Nobody can have lost so many packets and want them back; those behind find no hole.
            numbers.start(arrival, numbers.nextOut());
        }
        return true;
    }

    /** Its place among all that the publisher sent in the stream, padding included. */
    long arrival() {
        return arrival;
    }

    /** Whether nothing newer came before it. */
    boolean newest() {
        return newest;
    }

    /** Whether the publisher starts its numbers over with it. */
    boolean restarted() {
        return restarted;
    }

    /** Its number; negative if it has none: it was left out before, or is too old. */
    long number() {
        return numbers.map(arrival);
    }

    /** It is the newest, and left out: what follows closes the gap. */
    void leaveOut() {
        numbers.drop(arrival);
    }

    /** It is of no use, though it was given its {@link #number}. */
    void takeBack() {
        numbers.undo(arrival);
    }
}
