package io.sluice.transport.sctp;

import org.jspecify.annotations.Nullable;

/** The chunks on their way, in a ring by their TSNs. */
final class Outstanding {
    /** More are not sent before some are acknowledged; no receiver of ours would take more. */
    static final int MOST = ReceivedTsns.WINDOW - 1;

    private @Nullable SentChunk[] ring = new SentChunk[64];
    private int acked;
    private int last;

    Outstanding(int first) {
        acked = first - 1;
        last = acked;
    }

    /** The last that was acknowledged cumulatively. */
    int acked() {
        return acked;
    }

    /** The last that was sent; as {@link #acked} if nothing is on its way. */
    int last() {
        return last;
    }

    boolean empty() {
        return acked == last;
    }

    boolean full() {
        return last - acked >= MOST;
    }

    /** A chunk between the last acknowledged and the last sent. */
    SentChunk get(int tsn) {
        SentChunk found = ring[tsn & ring.length - 1];
        if (found == null) {
            throw new IllegalStateException("no chunk " + tsn);
        }
        return found;
    }

    /** A chunk with the next TSN. */
    SentChunk next() {
        if (last - acked >= ring.length) {
            grow();
        }
        last++;
        int at = last & ring.length - 1;
        SentChunk chunk = ring[at];
        if (chunk == null) {
            chunk = new SentChunk();
            ring[at] = chunk;
        }
        chunk.state = SentChunk.State.FLYING;
        chunk.tsn = last;
        chunk.transmissions = 0;
        chunk.misses = 0;
        chunk.seenIn = 0;
        return chunk;
    }

    /** The first one is done with. */
    SentChunk removeFirst() {
        acked++;
        return get(acked);
    }

    private void grow() {
        @Nullable SentChunk[] before = ring;
        ring = new SentChunk[2 * before.length];
        for (int tsn = acked + 1; tsn != last + 1; tsn++) {
            ring[tsn & ring.length - 1] = before[tsn & before.length - 1];
        }
    }
}
