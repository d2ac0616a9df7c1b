package io.sluice.transport.sctp;

import org.jspecify.annotations.Nullable;

/** A DATA chunk that was sent and not acknowledged cumulatively. Used again for later ones. */
final class SentChunk {
    /** What is known of it. */
    enum State {
        /** On its way, as far as we know. */
        FLYING,
        /** To be sent again. */
        LOST,
        /** Arrived, but something before it did not. */
        ACKED,
        /** Of a message that was given up. */
        GONE
    }

    @Nullable
    OutMessage message;

    State state = State.FLYING;
    int tsn;
    int from;
    int size;
    int flags;
    int transmissions;
    int misses;

    /** Which of all transmissions the last of this one was: what was sent later and has arrived has overtaken it. */
    long order;

    long sentAt;

    /** The last SACK whose gap ack blocks held it. */
    long seenIn;

    /** What it is a part of; there is one until it is acknowledged. */
    OutMessage message() {
        OutMessage found = message;
        if (found == null) {
            throw new IllegalStateException("acknowledged");
        }
        return found;
    }

    /** Bytes that it takes on the way. */
    int bytes() {
        return size + Wire.DATA_HEADER;
    }
}
