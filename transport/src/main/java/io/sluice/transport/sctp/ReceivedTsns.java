package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.util.Arrays;

/** Which TSNs have arrived: all up to one, and some behind it. */
final class ReceivedTsns {
    /** How far ahead of the first missing one a TSN may be. */
    static final int WINDOW = 8_192;

    private final long[] bits = new long[WINDOW / Long.SIZE];
    private int cumulative;
    private int highest;

    ReceivedTsns(int first) {
        cumulative = first - 1;
        highest = cumulative;
    }

    /** The last before the first that is missing. */
    int cumulative() {
        return cumulative;
    }

    /** Whether any arrived behind a missing one. */
    boolean gaps() {
        return highest != cumulative;
    }

    boolean known(int tsn) {
        return !Serial.less(cumulative, tsn) || !Serial.less(highest, tsn) && get(tsn);
    }

    /** Whether it closes a gap, or is the very next. */
    boolean fills(int tsn) {
        return tsn == cumulative + 1 || Serial.less(tsn, highest);
    }

    boolean tooFar(int tsn) {
        return tsn - cumulative >= WINDOW;
    }

    /** Notes one that is not {@link #known} and not {@link #tooFar}. */
    void add(int tsn) {
        highest = Serial.max(highest, tsn);
        if (tsn == cumulative + 1 && highest == tsn) {
            cumulative = tsn;
            return;
        }
        bits[word(tsn)] |= 1L << tsn;
        advance();
    }

    /** Takes everything up to this one as arrived. */
    void skipTo(int tsn) {
        int steps = tsn - cumulative;
        if (steps >= WINDOW || !Serial.less(tsn, highest)) {
            Arrays.fill(bits, 0);
            cumulative = tsn;
            highest = tsn;
            return;
        }
        while (cumulative != tsn) {
            cumulative++;
            clear(cumulative);
        }
        advance();
    }

    private void advance() {
        while (cumulative != highest && get(cumulative + 1)) {
            cumulative++;
            clear(cumulative);
        }
    }

    /** Writes gap ack blocks (RFC 9260 §3.3.4), at most so many; returns how many. */
    int writeGaps(byte[] buffer, int offset, int most) {
        int span = highest - cumulative;
        int count = 0;
        int i = 1;
        while (i <= span && count < most) {
            if (!get(cumulative + i)) {
                i++;
                continue;
            }
            int start = i;
            while (i < span && get(cumulative + i + 1)) {
                i++;
            }
            BigEndian.put16(buffer, offset + 4 * count, start);
            BigEndian.put16(buffer, offset + 4 * count + 2, i);
            count++;
            i++;
        }
        return count;
    }

    private boolean get(int tsn) {
        return (bits[word(tsn)] >>> tsn & 1) != 0;
    }

    private void clear(int tsn) {
        bits[word(tsn)] &= ~(1L << tsn);
    }

    private static int word(int tsn) {
        return (tsn & WINDOW - 1) / Long.SIZE;
    }
}
