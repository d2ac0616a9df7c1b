package io.sluice.transport.sctp;

import io.sluice.transport.sctp.SentChunk.State;
import org.jspecify.annotations.Nullable;

/** The chunks that are not acknowledged cumulatively, in a ring by their TSNs: which are on their way, and which are lost. */
final class Outstanding {
    /** More are not sent before some are acknowledged; no receiver of ours would take more. */
    static final int MOST = ReceivedTsns.WINDOW - 1;

    private @Nullable SentChunk[] ring = new SentChunk[64];
    private int acked;
    private int last;
    private long flight;

    /** Chunks that are {@link State#LOST}, and where the first may be. */
    private int lost;

    private int lostFrom;

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

    /** Bytes on their way. */
    long flight() {
        return flight;
    }

    boolean anyLost() {
        return lost > 0;
    }

    /** The first that is lost; there is one. */
    SentChunk firstLost() {
        int tsn = Serial.max(lostFrom, acked + 1);
        while (get(tsn).state != State.LOST) {
            tsn++;
        }
        lostFrom = tsn;
        return get(tsn);
    }

    /** A chunk with the next TSN, to be {@link #sent}. */
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
        chunk.state = State.FLYING;
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

    /** The {@link #next} or the {@link #firstLost} is on its way. */
    void sent(SentChunk chunk) {
        if (chunk.state == State.LOST) {
            lost--;
            lostFrom = chunk.tsn + 1;
        }
        chunk.state = State.FLYING;
        flight += chunk.bytes();
    }

    /** One that is on its way is taken for lost, or one that had arrived is not there any more. */
    void lose(SentChunk chunk) {
        become(State.LOST, chunk);
        if (lost == 0 || Serial.less(chunk.tsn, lostFrom)) {
            lostFrom = chunk.tsn;
        }
        lost++;
    }

    /** One that is on its way or taken for lost has arrived. */
    void arrived(SentChunk chunk) {
        become(State.ACKED, chunk);
    }

    /** Its message was given up. */
    void giveUp(SentChunk chunk) {
        become(State.GONE, chunk);
    }

    private void become(State next, SentChunk chunk) {
        if (chunk.state == State.FLYING) {
            flight -= chunk.bytes();
        } else if (chunk.state == State.LOST) {
            lost--;
        }
        chunk.state = next;
    }

    private void grow() {
        @Nullable SentChunk[] before = ring;
        ring = new SentChunk[2 * before.length];
        for (int tsn = acked + 1; tsn != last + 1; tsn++) {
            ring[tsn & ring.length - 1] = before[tsn & before.length - 1];
        }
    }
}
