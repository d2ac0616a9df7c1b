package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import org.jspecify.annotations.Nullable;

/** Ends streams so that their numbers can be used again (RFC 6525): one request of ours at a time, the peer's answered one by one. */
final class StreamReset {
    /** What becomes of streams. */
    interface Streams {
        /** The peer sends no more on these and starts again at zero; all streams if there are none. */
        void incomingReset(int[] ids);

        /** The peer knows that we send no more on these. */
        void outgoingReset(int[] ids);

        /** The peer wants us to send no more on these. */
        void resetWanted(int[] ids);
    }

    private static final int NOTHING_TO_DO = 0;
    private static final int PERFORMED = 1;
    private static final int DENIED = 2;
    private static final int BAD_SEQUENCE = 5;
    private static final int IN_PROGRESS = 6;

    private static final int OUTGOING_FIXED = 12;
    private static final int INCOMING_FIXED = 4;
    private static final int RESPONSE_FIXED = 8;

    private final Streams streams;
    private final Outbox outbox;
    private final Timer timer = new Timer();

    private int nextRequest;
    private int @Nullable [] asked;
    private int askedLastTsn;
    private boolean askDue;

    private int peerNext;
    private int lastResult = NOTHING_TO_DO;
    private int @Nullable [] deferred;
    private int deferredTsn;

    StreamReset(Agreement agreed, Outbox outbox, Streams streams) {
        nextRequest = agreed.localTsn();
        peerNext = agreed.peerTsn();
        this.outbox = outbox;
        this.streams = streams;
    }

    /** Whether a request of ours waits for its answer. */
    boolean asking() {
        return asked != null;
    }

    /** Requests the end of streams; nothing may be sent on them after {@code lastTsn}. */
    void ask(int[] ids, int lastTsn) {
        asked = ids;
        askedLastTsn = lastTsn;
        askDue = true;
    }

    long deadline() {
        return timer.at();
    }

    void tick(long nowNanos) {
        askDue |= timer.expired(nowNanos) && asked != null;
    }

    /** Writes our request if it is due. */
    void write(long timeoutNanos, long nowNanos) {
        int[] ids = asked;
        if (!askDue || ids == null) {
            return;
        }
        askDue = false;
        int length = Wire.PARAMETER_HEADER + OUTGOING_FIXED + 2 * ids.length;
        int at = outbox.chunk(Wire.RE_CONFIG, 0, length);
        byte[] packet = outbox.buffer();
        BigEndian.put16(packet, at, Wire.OUTGOING_RESET);
        BigEndian.put16(packet, at + 2, length);
        BigEndian.put32(packet, at + 4, nextRequest);
        BigEndian.put32(packet, at + 8, peerNext - 1);
        BigEndian.put32(packet, at + 12, askedLastTsn);
        for (int i = 0; i < ids.length; i++) {
            BigEndian.put16(packet, at + 16 + 2 * i, ids[i]);
        }
        timer.start(nowNanos, timeoutNanos);
    }

    /**
     * A RE-CONFIG chunk.
     *
     * @param cumulative what has arrived of the peer's data
     */
    void take(byte[] chunk, int value, int length, int cumulative, long timeoutNanos, long nowNanos) {
        int at = value;
        int limit = value + length;
        // One parameter, or two (RFC 6525 §3.1).
        for (int i = 0; i < 2 && limit - at >= Wire.PARAMETER_HEADER; i++) {
            int type = BigEndian.u16(chunk, at);
            int whole = BigEndian.u16(chunk, at + 2);
            if (whole < Wire.PARAMETER_HEADER || whole > limit - at) {
                return;
            }
            int from = at + Wire.PARAMETER_HEADER;
            parameter(type, chunk, from, whole - Wire.PARAMETER_HEADER, cumulative, timeoutNanos, nowNanos);
            at += Math.min(limit - at, Wire.padded(whole));
        }
    }

    private void parameter(
            int type, byte[] chunk, int from, int length, int cumulative, long timeoutNanos, long nowNanos) {
        if (type == Wire.RESET_RESPONSE) {
            if (length >= RESPONSE_FIXED) {
                answered(BigEndian.i32(chunk, from), BigEndian.i32(chunk, from + 4), timeoutNanos, nowNanos);
            }
            return;
        }
        if (length < INCOMING_FIXED || type < Wire.OUTGOING_RESET || type > Wire.RESET_RESPONSE + 2) {
            return;
        }
        int request = BigEndian.i32(chunk, from);
        if (request == peerNext - 1) {
            perform(cumulative);
            respond(request, lastResult);
        } else if (request != peerNext) {
            respond(request, BAD_SEQUENCE);
        } else if (type == Wire.OUTGOING_RESET && length >= OUTGOING_FIXED) {
            peerNext++;
            lastResult = IN_PROGRESS;
            deferred = ids(chunk, from + OUTGOING_FIXED, from + length);
            deferredTsn = BigEndian.i32(chunk, from + 8);
            perform(cumulative);
            respond(request, lastResult);
        } else if (type == Wire.INCOMING_RESET) {
            peerNext++;
            lastResult = PERFORMED;
            streams.resetWanted(ids(chunk, from + INCOMING_FIXED, from + length));
            respond(request, lastResult);
        } else {
            peerNext++;
            lastResult = DENIED;
            respond(request, lastResult);
        }
    }

    /** More has arrived: a request may be fulfilled that had to wait for it (RFC 6525 §5.2.2). */
    void advanced(int cumulative) {
        if (perform(cumulative)) {
            respond(peerNext - 1, lastResult);
        }
    }

    private boolean perform(int cumulative) {
        int[] ids = deferred;
        if (ids == null || Serial.less(cumulative, deferredTsn)) {
            return false;
        }
        deferred = null;
        lastResult = PERFORMED;
        streams.incomingReset(ids);
        return true;
    }

    private void respond(int request, int result) {
        int length = Wire.PARAMETER_HEADER + RESPONSE_FIXED;
        int at = outbox.chunk(Wire.RE_CONFIG, 0, length);
        byte[] packet = outbox.buffer();
        BigEndian.put16(packet, at, Wire.RESET_RESPONSE);
        BigEndian.put16(packet, at + 2, length);
        BigEndian.put32(packet, at + 4, request);
        BigEndian.put32(packet, at + 8, result);
    }

    private void answered(int request, int result, long timeoutNanos, long nowNanos) {
        int[] ids = asked;
        if (ids == null || request != nextRequest) {
            return;
        }
        if (result == IN_PROGRESS) {
            // Asked again later, with the same number.
            timer.start(nowNanos, timeoutNanos);
            return;
        }
        // Whatever else it says, there is no more to be done about these streams.
        nextRequest++;
        asked = null;
        timer.stop();
        streams.outgoingReset(ids);
    }

    private static int[] ids(byte[] chunk, int from, int to) {
        int[] ids = new int[(to - from) / 2];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = BigEndian.u16(chunk, from + 2 * i);
        }
        return ids;
    }
}
