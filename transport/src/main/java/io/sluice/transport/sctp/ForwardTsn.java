package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.sctp.SentChunk.State;

/** Tells the peer to wait no longer for what was given up (RFC 3758 §3.5). */
final class ForwardTsn {
    private static final int MOST_STREAMS = 128;

    private final Outstanding outstanding;
    private final int[] streams = new int[MOST_STREAMS];
    private final int[] numbers = new int[MOST_STREAMS];
    private int count;

    /** Everything up to here is acknowledged or given up. */
    private int point;

    private boolean due;
    private long sentAt;

    ForwardTsn(Outstanding outstanding) {
        this.outstanding = outstanding;
        point = outstanding.acked();
    }

    /** The peer has acknowledged something: if it is not what was said last, that may have been lost. */
    void acknowledged(long nowNanos, RetransmissionTimeout timeout) {
        if (pending() && nowNanos - sentAt >= Math.max(timeout.roundTripNanos(), 0)) {
            due = true;
        }
    }

    void resend() {
        due = true;
    }

    private boolean pending() {
        return Serial.less(outstanding.acked(), point);
    }

    /** Finds out how far it goes. */
    void advance() {
        if (Serial.less(point, outstanding.acked())) {
            point = outstanding.acked();
        }
        int before = point;
        while (point != outstanding.last() && outstanding.get(point + 1).state == State.GONE) {
            point++;
        }
        due |= point != before;
    }

    /** Writes the chunk if it is due. */
    void write(Outbox outbox, long nowNanos) {
        if (!due || !pending()) {
            due = false;
            return;
        }
        due = false;
        sentAt = nowNanos;
        int until = collect();
        int at = outbox.chunk(Wire.FORWARD_TSN, 0, 4 + 4 * count);
        byte[] packet = outbox.buffer();
        BigEndian.put32(packet, at, until);
        for (int i = 0; i < count; i++) {
            BigEndian.put16(packet, at + 4 + 4 * i, streams[i]);
            BigEndian.put16(packet, at + 6 + 4 * i, numbers[i]);
        }
    }

    /** Lists the last number that is skipped in each ordered stream; ends early rather than to list more than fit. */
    private int collect() {
        count = 0;
        for (int tsn = outstanding.acked() + 1; tsn != point + 1; tsn++) {
            OutMessage message = outstanding.get(tsn).message;
            if (message == null || message.unordered) {
                continue;
            }
            int at = 0;
            while (at < count && streams[at] != message.stream.id) {
                at++;
            }
            if (at == MOST_STREAMS) {
                return tsn - 1;
            }
            count = Math.max(count, at + 1);
            streams[at] = message.stream.id;
            numbers[at] = message.ssn;
        }
        return point;
    }
}
