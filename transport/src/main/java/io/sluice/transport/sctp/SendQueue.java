package io.sluice.transport.sctp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait to be sent, of all streams. Streams take turns, message by message: the parts of a message must have consecutive
 * TSNs, so one that was begun is finished first (RFC 9260 §6.9).
 */
final class SendQueue {
    private final long limit;
    private final long streamLimit;
    private final ArrayDeque<OutStream> rotation = new ArrayDeque<>();
    private @Nullable OutMessage current;
    private long charged;

    SendQueue(long limit, long streamLimit) {
        this.limit = limit;
        this.streamLimit = streamLimit;
    }

    /** Bytes accepted and not done with, and what holding them costs. */
    long charged() {
        return charged;
    }

    /** Whether a message of so many bytes could be accepted if nothing else waited. */
    boolean everFits(int length) {
        return length + OutMessage.OVERHEAD <= streamLimit;
    }

    boolean fits(OutStream stream, int length) {
        int charge = length + OutMessage.OVERHEAD;
        return charged + charge <= limit && stream.charged + charge <= streamLimit;
    }

    /** Whether at least half of the room is free. */
    boolean relaxed() {
        return charged <= limit / 2;
    }

    void add(OutMessage message) {
        OutStream stream = message.stream;
        stream.queue.add(message);
        stream.unsent += message.data.length;
        stream.charged += message.charge;
        charged += message.charge;
        rotate(stream);
    }

    boolean empty() {
        return current == null && rotation.isEmpty();
    }

    /** Whether all messages of a stream have been sent for the first time. */
    boolean sent(OutStream stream) {
        return stream.queue.isEmpty() && (current == null || current.stream != stream);
    }

    /** The message whose next part has to be sent, or null. */
    @Nullable
    OutMessage next(long nowNanos) {
        while (current == null) {
            OutStream stream = rotation.poll();
            if (stream == null) {
                return null;
            }
            stream.rotating = false;
            OutMessage message = stream.queue.poll();
            if (!stream.queue.isEmpty()) {
                rotate(stream);
            }
            if (message == null) {
                continue;
            }
            if (message.expired(nowNanos)) {
                // Nobody has heard of it: it needs no sequence number either.
                stream.unsent -= message.data.length;
                release(message);
                continue;
            }
            if (!message.unordered) {
                message.ssn = stream.next;
                stream.next = stream.next + 1 & 0xffff;
            }
            current = message;
        }
        return current;
    }

    /** So many bytes of the current message are on their way. */
    void taken(OutMessage message, int bytes) {
        message.taken += bytes;
        message.stream.unsent -= bytes;
        if (message.left() == 0) {
            current = null;
        }
    }

    /** The message has arrived. */
    void arrived(OutMessage message) {
        if (!message.abandoned) {
            release(message);
        }
    }

    /** The message is given up, with what of it was not sent. */
    void abandon(OutMessage message) {
        if (message.abandoned) {
            return;
        }
        if (current == message) {
            message.stream.unsent -= message.left();
            current = null;
        }
        release(message);
        message.abandon();
    }

    /** Forgets the messages of a stream that were not begun. */
    void clear(OutStream stream) {
        for (OutMessage each = stream.queue.poll(); each != null; each = stream.queue.poll()) {
            stream.unsent -= each.data.length;
            release(each);
        }
    }

    /** Forgets everything. */
    void clear() {
        rotation.clear();
        current = null;
        charged = 0;
    }

    private void rotate(OutStream stream) {
        if (!stream.rotating) {
            stream.rotating = true;
            rotation.add(stream);
        }
    }

    private void release(OutMessage message) {
        message.stream.charged -= message.charge;
        charged -= message.charge;
    }
}
