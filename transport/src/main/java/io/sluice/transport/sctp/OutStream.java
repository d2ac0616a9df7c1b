package io.sluice.transport.sctp;

import java.util.ArrayDeque;

/** The sending side of one stream: the messages that wait. */
final class OutStream {
    final int id;
    final ArrayDeque<OutMessage> queue = new ArrayDeque<>(2);

    /** The sequence number of the next ordered message. */
    int next;

    /** Bytes that have not been sent. */
    long unsent;

    /** Bytes that have not been acknowledged or given up, and what holding them costs. */
    long charged;

    /** Whether it has its place in the rotation. */
    boolean rotating;

    OutStream(int id) {
        this.id = id;
    }
}
