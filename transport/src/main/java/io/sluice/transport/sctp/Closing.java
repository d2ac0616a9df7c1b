package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import org.jspecify.annotations.Nullable;

/** The orderly end of an association (RFC 9260 §9.2). */
final class Closing {
    private enum State {
        OPEN,
        PENDING,
        SENT,
        RECEIVED,
        ACK_SENT
    }

    private static final long WAIT = Times.SECOND;
    private static final int TRIES = 8;

    private final Outbox outbox;
    private final SendQueue queue;
    private final Timer timer = new Timer();
    private State state = State.OPEN;
    private SctpEnd reason = SctpEnd.LOCAL;
    private int tries;

    Closing(Outbox outbox, SendQueue queue) {
        this.outbox = outbox;
        this.queue = queue;
    }

    /** Whether new messages are still taken. */
    boolean open() {
        return state == State.OPEN;
    }

    void begin() {
        if (state == State.OPEN) {
            state = State.PENDING;
        }
    }

    /** The peer began it. */
    void asked() {
        if (state == State.OPEN || state == State.PENDING) {
            reason = state == State.OPEN ? SctpEnd.SHUTDOWN_BY_PEER : SctpEnd.LOCAL;
            state = State.RECEIVED;
        } else if (state == State.SENT) {
            state = State.RECEIVED;
        }
    }

    /**
     * The peer agrees.
     *
     * @return why the association is over now, or null if it is not
     */
    @Nullable
    SctpEnd agreed() {
        if (state != State.SENT && state != State.ACK_SENT) {
            return null;
        }
        outbox.chunk(Wire.SHUTDOWN_COMPLETE, 0, 0);
        outbox.flush();
        return reason;
    }

    /** The peer has ended it; as {@link #agreed}. */
    @Nullable
    SctpEnd completed() {
        return state == State.ACK_SENT ? reason : null;
    }

    /** Goes on if all that was to be sent has arrived. */
    void advance(Association association, long nowNanos) {
        if ((state == State.PENDING || state == State.RECEIVED) && queue.empty() && association.sender.quiet()) {
            state = state == State.PENDING ? State.SENT : State.ACK_SENT;
            tries = 0;
            write(association, nowNanos);
        }
    }

    private void write(Association association, long nowNanos) {
        if (state == State.SENT) {
            int at = outbox.chunk(Wire.SHUTDOWN, 0, 4);
            BigEndian.put32(outbox.buffer(), at, association.receiver.cumulative());
        } else {
            outbox.chunk(Wire.SHUTDOWN_ACK, 0, 0);
        }
        outbox.flush();
        timer.start(nowNanos, WAIT);
    }

    long deadline() {
        return timer.at();
    }

    /** Lets time pass; the result is as of {@link #agreed}. */
    @Nullable
    SctpEnd tick(Association association, long nowNanos) {
        if (!timer.expired(nowNanos)) {
            return null;
        }
        tries++;
        if (tries == TRIES) {
            return reason;
        }
        write(association, nowNanos);
        return null;
    }
}
