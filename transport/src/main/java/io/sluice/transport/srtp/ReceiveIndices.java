package io.sluice.transport.srtp;

/**
 * What was received so far, per SSRC: the highest packet index and a bit for each of the {@link #WINDOW} before it (RFC 3711 §3.3.1,
 * §3.3.2). The window is far wider than the 64 of the standard, because probing and retransmission bring old packets at high rates.
 * An SSRC gets its place only by {@link #accept}, so by a packet that was authentic.
 */
final class ReceiveIndices {
    static final int WINDOW = 1024;
    static final int MAX_SSRCS = 4096;
    static final long MAX_INDEX = (1L << 48) - 1;

    private static final int WORDS = WINDOW / 64;

    private final SsrcTable ssrcs = new SsrcTable(MAX_SSRCS);
    private long[] highest = new long[8];
    private long[] seen = new long[8 * WORDS];

    /** The 48-bit index that a sequence number most likely stands for. */
    long guess(int ssrc, int sequence) {
        int slot = ssrcs.find(ssrc);
        if (slot < 0) {
            return sequence;
        }
        long newest = highest[slot];
        long index = newest + (short) (sequence - (int) newest);
        // There is nothing before the first rollover counter, so what seems to lie there is a leap ahead.
        return index < 0 ? sequence : index;
    }

    /** Whether a packet of this index is old news: seen, or too old to know. */
    boolean stale(int ssrc, long index) {
        int slot = ssrcs.find(ssrc);
        if (slot < 0 || index > highest[slot]) {
            return false;
        }
        return highest[slot] - index >= WINDOW || (seen[word(slot, index)] & 1L << index) != 0;
    }

    /** Takes note of an authentic packet that is not stale. Returns false if there are too many SSRCs. */
    boolean accept(int ssrc, long index) {
        int slot = ssrcs.find(ssrc);
        if (slot < 0) {
            slot = ssrcs.add(ssrc);
            if (slot < 0) {
                return false;
            }
            highest = SsrcTable.room(highest, slot);
            seen = SsrcTable.room(seen, (slot + 1) * WORDS - 1);
            highest[slot] = index;
        }
        long newest = highest[slot];
        if (index > newest) {
            forget(slot, newest, index);
            highest[slot] = index;
        }
        seen[word(slot, index)] |= 1L << index;
        return true;
    }

    private void forget(int slot, long from, long to) {
        long first = Math.max(from, to - WINDOW) + 1;
        for (long index = first; index <= to; index++) {
            seen[word(slot, index)] &= ~(1L << index);
        }
    }

    private static int word(int slot, long index) {
        return slot * WORDS + ((int) (index >>> 6) & WORDS - 1);
    }
}
