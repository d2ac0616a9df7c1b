package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Joins messages that came in parts. The parts of a message have consecutive TSNs from one marked as beginning to one marked as end (RFC 9260
 * §6.9), so all there is to know about a part is which TSN it has: they lie in a ring by it. What lies at or before the cumulative TSN can
 * only be one unfinished message, the one whose next part is missing.
 */
final class Reassembly {
    /** A message in more parts than this is an attempt to keep us busy. */
    static final int MOST_PARTS = 1_024;

    private static final int SPARE = 32;
    private static final int FIRST_SIZE = 64;

    /** Parts nearly as long as a packet use blocks again; shorter ones are given just what they need. */
    private static final int BLOCK = SctpEndpoint.MAX_PACKET;

    private static final int BLOCK_FROM = BLOCK / 2;

    private final ReceiveWindow window;
    private final int maxMessageSize;
    private final ArrayDeque<Fragment> spare = new ArrayDeque<>();
    private @Nullable Fragment[] ring = new Fragment[FIRST_SIZE];

    /** The lowest TSN that may be held: where the unfinished message begins, or right after the cumulative TSN. */
    private int floor;

    private int top;
    private int partBytes;
    private byte[] whole = {};
    private int wholeLength;
    private @Nullable SctpEnd violation;

    Reassembly(ReceiveWindow window, int maxMessageSize, int firstTsn) {
        this.window = window;
        this.maxMessageSize = maxMessageSize;
        floor = firstTsn;
        top = firstTsn - 1;
    }

    /** What the peer did that ends the association, or null. */
    @Nullable
    SctpEnd violation() {
        return violation;
    }

    boolean admits(int tsn) {
        return tsn - floor < ReceivedTsns.WINDOW;
    }

    /**
     * Takes a part; if it was the last that a message missed, {@link #message} holds that now.
     *
     * @return the message's first part, or null if more is to come
     */
    @Nullable
    Fragment add(int tsn, int flags, byte[] chunk, int value, int length) {
        ensure(tsn);
        Fragment part = part(length);
        part.tsn = tsn;
        part.flags = flags;
        part.stream = BigEndian.u16(chunk, value + 4);
        part.ssn = BigEndian.u16(chunk, value + 6);
        part.protocol = BigEndian.i32(chunk, value + 8);
        part.length = length;
        System.arraycopy(chunk, value + Wire.DATA_HEADER - Wire.CHUNK_HEADER, part.data, 0, length);
        window.take(part.data.length);
        ring[tsn & ring.length - 1] = part;
        int last = tsn;
        for (Fragment each = part; (each.flags & Wire.END) == 0; last++) {
            each = at(last + 1);
            if (each == null || (each.flags & Wire.BEGIN) != 0) {
                return null;
            }
        }
        int first = tsn;
        for (Fragment each = part; (each.flags & Wire.BEGIN) == 0; first--) {
            each = at(first - 1);
            if (each == null || (each.flags & Wire.END) != 0) {
                return null;
            }
        }
        return join(first, last);
    }

    /** The message that {@link #add} completed; valid until the next one. */
    byte[] message() {
        return whole;
    }

    int messageLength() {
        return wholeLength;
    }

    private @Nullable Fragment join(int first, int last) {
        Fragment head = at(first);
        if (head == null || last - first >= MOST_PARTS) {
            violation = SctpEnd.PROTOCOL_VIOLATION;
            return null;
        }
        int length = 0;
        for (int tsn = first; tsn != last + 1; tsn++) {
            Fragment each = at(tsn);
            if (each == null || each.stream != head.stream || ((each.flags ^ head.flags) & Wire.UNORDERED) != 0) {
                violation = SctpEnd.PROTOCOL_VIOLATION;
                return null;
            }
            length += each.length;
        }
        if (length > maxMessageSize) {
            violation = SctpEnd.MESSAGE_TOO_LONG;
            return null;
        }
        if (whole.length < length) {
            whole = new byte[Math.min(maxMessageSize, Math.max(length, 2 * whole.length))];
        }
        wholeLength = 0;
        for (int tsn = first; tsn != last + 1; tsn++) {
            Fragment each = at(tsn);
            if (each != null) {
                System.arraycopy(each.data, 0, whole, wholeLength, each.length);
                wholeLength += each.length;
                free(each);
            }
        }
        return head;
    }

    /** Everything up to {@code to} has arrived, where before it was up to {@code from}. */
    void advance(int from, int to) {
        for (int tsn = from + 1; tsn != to + 1; tsn++) {
            Fragment each = at(tsn);
            if (each == null) {
                freeFrom(floor, tsn);
            } else if ((each.flags & Wire.BEGIN) != 0) {
                // One that was not finished before another began never will be.
                freeFrom(floor, tsn);
                floor = tsn;
                partBytes = each.length;
                continue;
            } else if (floor != tsn) {
                partBytes += each.length;
                check(tsn);
                continue;
            } else {
                // The beginning was skipped.
                free(each);
            }
            floor = tsn + 1;
        }
    }

    /** The peer gave everything up to this TSN up. */
    void skipTo(int tsn) {
        if (Serial.less(top, tsn)) {
            freeFrom(floor, top + 1);
            top = tsn;
        } else {
            freeFrom(floor, tsn + 1);
        }
        floor = tsn + 1;
    }

    private void check(int tsn) {
        if (partBytes > maxMessageSize) {
            violation = SctpEnd.MESSAGE_TOO_LONG;
        } else if (tsn - floor >= MOST_PARTS) {
            violation = SctpEnd.PROTOCOL_VIOLATION;
        }
    }

    private void freeFrom(int from, int to) {
        for (int tsn = from; Serial.less(tsn, to); tsn++) {
            Fragment each = at(tsn);
            if (each != null) {
                free(each);
            }
        }
    }

    private @Nullable Fragment at(int tsn) {
        Fragment found = ring[tsn & ring.length - 1];
        return found != null && found.tsn == tsn ? found : null;
    }

    private void free(Fragment part) {
        ring[part.tsn & ring.length - 1] = null;
        window.give(part.data.length);
        if (part.data.length == BLOCK && spare.size() < SPARE) {
            spare.push(part);
        }
    }

    private Fragment part(int length) {
        if (length < BLOCK_FROM || length > BLOCK) {
            return new Fragment(length);
        }
        Fragment used = spare.poll();
        return used == null ? new Fragment(BLOCK) : used;
    }

    /** Makes the ring large enough for a TSN. */
    private void ensure(int tsn) {
        top = Serial.max(top, tsn);
        int size = ring.length;
        while (top - floor >= size) {
            size *= 2;
        }
        if (size > ring.length) {
            @Nullable Fragment[] before = ring;
            ring = new Fragment[size];
            for (Fragment each : before) {
                if (each != null) {
                    ring[each.tsn & size - 1] = each;
                }
            }
        }
    }
}
