package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/**
 * Collects arrivals in order of sequence number and writes them as one {@link TransportFeedback}: {@link #begin}, {@link #add} until it
 * refuses, {@link #write}. A refusal means that the packet belongs in the next feedback.
 */
public final class TransportFeedbackWriter {
    /** Packets, received or not, that one feedback speaks of at most. */
    public static final int MAX_PACKETS = 4096;

    private static final int RUN_LIMIT = 0x1fff;

    private final byte[] statuses = new byte[MAX_PACKETS];
    private final short[] deltas = new short[MAX_PACKETS];
    private long base;
    private long reference;
    private long lastTicks;
    private int count;
    private int deltaBytes;
    private int maxBytes;

    /**
     * Starts an empty feedback.
     *
     * @param base the first sequence number it speaks of, 64-bit
     * @param maxBytes most bytes of the written block
     */
    public void begin(long base, int maxBytes) {
        this.base = base;
        this.maxBytes = maxBytes;
        this.count = 0;
        this.deltaBytes = 0;
    }

    /**
     * Adds a received packet; those between it and the one before were not received.
     *
     * @param sequence 64-bit, greater than that of the one before
     * @param ticks arrival in units of {@link TransportFeedback#TICK_NANOS}
     * @return false if it does not fit any more; the feedback is then complete
     */
    public boolean add(long sequence, long ticks) {
        long index = sequence - base;
        if (index < count || index >= MAX_PACKETS) {
            return false;
        }
        if (deltaBytes == 0) {
            reference = Math.floorDiv(ticks, TransportFeedback.REFERENCE_TICKS);
            lastTicks = reference * TransportFeedback.REFERENCE_TICKS;
        }
        long delta = ticks - lastTicks;
        if (delta != (short) delta) {
            return false;
        }
        int status = delta >= 0 && delta <= 0xff ? TransportFeedback.SMALL_DELTA : TransportFeedback.LARGE_DELTA;
        // A chunk covers at least seven packets, the last one excepted.
        int chunkBytes = 2 * (((int) index + 7) / 7);
        if (TransportFeedback.FIXED + chunkBytes + deltaBytes + status + 3 > maxBytes) {
            return false;
        }
        while (count < index) {
            statuses[count++] = TransportFeedback.NOT_RECEIVED;
        }
        statuses[count] = (byte) status;
        deltas[count] = (short) delta;
        count++;
        deltaBytes += status;
        lastTicks = ticks;
        return true;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return deltaBytes == 0;
    }

    /** The sequence number after the last one that was added. */
    public long end() {
        return base + count;
    }

    /** Writes the feedback; false if it is empty or there is no room. */
    public boolean write(RtcpWriter writer, int senderSsrc, int mediaSsrc, int feedbackCount) {
        if (isEmpty()
                || !writer.open(
                        RtcpType.TRANSPORT_FEEDBACK,
                        RtcpType.FORMAT_TRANSPORT_WIDE,
                        TransportFeedback.FIXED - 4 + 2 * ((count + 6) / 7) + deltaBytes)) {
            return false;
        }
        writer.put32(senderSsrc);
        writer.put32(mediaSsrc);
        writer.put16((int) base);
        writer.put16(count);
        writer.put24((int) reference);
        writer.put8(feedbackCount);
        int at = 0;
        while (at < count) {
            at += writeChunk(writer, at);
        }
        for (int i = 0; i < count; i++) {
            if (statuses[i] == TransportFeedback.SMALL_DELTA) {
                writer.put8(deltas[i]);
            } else if (statuses[i] == TransportFeedback.LARGE_DELTA) {
                writer.put16(deltas[i]);
            }
        }
        writer.close();
        return true;
    }

    /** Writes the chunk that covers most from {@code at} on; returns how many packets it covers. */
    private int writeChunk(RtcpWriter writer, int at) {
        int symbol = statuses[at];
        int run = 1;
        while (at + run < count && run < RUN_LIMIT && statuses[at + run] == symbol) {
            run++;
        }
        int narrow = 0;
        while (narrow < 14 && at + narrow < count && statuses[at + narrow] != TransportFeedback.LARGE_DELTA) {
            narrow++;
        }
        boolean oneBit = narrow == 14 || at + narrow == count;
        if (run >= (oneBit ? Math.min(14, count - at) : 7)) {
            writer.put16(symbol << 13 | run);
            return run;
        }
        int covered = Math.min(oneBit ? 14 : 7, count - at);
        int chunk = oneBit ? 0x8000 : 0xc000;
        for (int i = 0; i < covered; i++) {
            chunk |= statuses[at + i] << (oneBit ? 13 - i : 12 - 2 * i);
        }
        writer.put16(chunk);
        return covered;
    }
}
