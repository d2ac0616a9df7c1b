package io.sluice.transport.sctp;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The receiving side of one stream. */
final class InStream {
    final int id;

    /** The sequence number of the next ordered message. */
    int expected;

    /** Messages that overtook others. */
    final PriorityQueue<InMessage> overtaking = new PriorityQueue<>(1);

    /** Messages whose turn it is, of a channel that is paused or not there yet. */
    final ArrayDeque<InMessage> held = new ArrayDeque<>(0);

    int heldBytes;
    boolean paused;

    @Nullable
    DataChannel channel;

    InStream(int id) {
        this.id = id;
    }
}
