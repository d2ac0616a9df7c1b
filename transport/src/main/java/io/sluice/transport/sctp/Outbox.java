package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.util.Arrays;

/** Builds packets out of chunks and sends them: one packet at a time, each as full as what comes in fits. */
final class Outbox {
    private final byte[] packet = new byte[SctpEndpoint.MAX_PACKET];
    private final Checksum checksum = new Checksum();
    private final SctpOutput out;
    private final int port;
    private int peerTag;
    private boolean zeroChecksum;
    private boolean checksumNeeded;
    private int length = Wire.PACKET_HEADER;

    Outbox(SctpOutput out, int port) {
        this.out = out;
        this.port = port;
    }

    /** Says what packets carry from now on. */
    void agreed(int tag, boolean withoutChecksum) {
        flush();
        peerTag = tag;
        zeroChecksum = withoutChecksum;
    }

    byte[] buffer() {
        return packet;
    }

    boolean empty() {
        return length == Wire.PACKET_HEADER;
    }

    /** Whether a chunk with a value of so many bytes goes into the packet that is being built. */
    boolean fits(int value) {
        return room() >= Wire.CHUNK_HEADER + value;
    }

    /** Bytes left for chunks. */
    int room() {
        return packet.length - length;
    }

    /**
     * Adds a chunk, in a new packet if this one is full.
     *
     * @return where its value has to be written in {@link #buffer}
     */
    int chunk(int type, int flags, int value) {
        if (!fits(value)) {
            flush();
        }
        int whole = Wire.CHUNK_HEADER + value;
        BigEndian.put8(packet, length, type);
        BigEndian.put8(packet, length + 1, flags);
        BigEndian.put16(packet, length + 2, whole);
        int at = length + Wire.CHUNK_HEADER;
        length += Wire.padded(whole);
        Arrays.fill(packet, at + value, length, (byte) 0);
        // RFC 9653 §5.2: who gets these may not know yet what was agreed on.
        checksumNeeded |= type == Wire.COOKIE_ECHO;
        return at;
    }

    /** Sends the packet, if there is anything in it. */
    void flush() {
        if (!empty()) {
            send(peerTag, zeroChecksum && !checksumNeeded);
        }
    }

    /** Sends the one chunk that was added since the last {@link #flush}, with another tag. */
    void flushTo(int tag) {
        send(tag, false);
    }

    private void send(int tag, boolean plain) {
        int size = length;
        length = Wire.PACKET_HEADER;
        checksumNeeded = false;
        BigEndian.put16(packet, 0, port);
        BigEndian.put16(packet, 2, port);
        BigEndian.put32(packet, 4, tag);
        BigEndian.put32(packet, Checksum.AT, plain ? 0 : checksum.of(packet, 0, size));
        out.send(packet, 0, size);
    }
}
