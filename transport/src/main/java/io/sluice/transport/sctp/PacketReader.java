package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;

/** Walks the chunks of one packet. What does not fit its frame ends the walk. */
final class PacketReader {
    private static final byte[] NONE = {};

    private final Checksum checksum = new Checksum();
    private final int port;
    private final boolean zeroAllowed;

    /** Where the packet is; valid during the walk. */
    byte[] buffer = NONE;

    /** The verification tag. */
    int tag;

    /** Of the current chunk: type, flags, where its value starts and how long that is. */
    int type;

    int flags;
    int value;
    int length;

    /** How many chunks came before it. */
    int index;

    private int at;
    private int limit;

    /**
     * @param zeroAllowed whether a packet may come without a checksum (RFC 9653 §5.2)
     */
    PacketReader(int port, boolean zeroAllowed) {
        this.port = port;
        this.zeroAllowed = zeroAllowed;
    }

    /** Starts with a packet, unless it is damaged or for other ports. */
    boolean load(byte[] packet, int offset, int size) {
        if (size < Wire.PACKET_HEADER + Wire.CHUNK_HEADER
                || BigEndian.u16(packet, offset) != port
                || BigEndian.u16(packet, offset + 2) != port
                || !intact(packet, offset, size)) {
            return false;
        }
        buffer = packet;
        tag = BigEndian.i32(packet, offset + 4);
        at = offset + Wire.PACKET_HEADER;
        limit = offset + size;
        index = -1;
        return true;
    }

    private boolean intact(byte[] packet, int offset, int size) {
        return zeroAllowed && BigEndian.i32(packet, offset + Checksum.AT) == 0
                || checksum.matches(packet, offset, size);
    }

    /** Goes to the next chunk. */
    boolean next() {
        if (limit - at < Wire.CHUNK_HEADER) {
            return false;
        }
        int whole = BigEndian.u16(buffer, at + 2);
        if (whole < Wire.CHUNK_HEADER || whole > limit - at) {
            return false;
        }
        type = BigEndian.u8(buffer, at);
        flags = BigEndian.u8(buffer, at + 1);
        value = at + Wire.CHUNK_HEADER;
        length = whole - Wire.CHUNK_HEADER;
        index++;
        // The padding of the last chunk may be missing.
        at = Math.min(limit, at + Wire.padded(whole));
        return true;
    }
}
