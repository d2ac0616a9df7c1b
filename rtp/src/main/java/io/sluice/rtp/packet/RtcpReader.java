package io.sluice.rtp.packet;

/**
 * Walks the blocks of a compound RTCP packet (RFC 3550 §6.1), reduced-size ones too (RFC 5506). Blocks of unknown type are walked over by
 * their length; a block that is longer than what is left ends the walk, and the blocks before it stay good.
 *
 * <pre>{@code
 * reader.wrap(buffer, offset, length);
 * while (reader.next()) switch (reader.type()) ...
 * }</pre>
 */
public final class RtcpReader {
    private byte[] buffer = new byte[0];
    private int at;
    private int end;
    private int offset;
    private int length;
    private boolean malformed;

    /** Whether a datagram that is RTP or RTCP is RTCP, by the range of the second byte (RFC 5761 §4). */
    public static boolean isRtcp(byte[] buffer, int offset, int length) {
        return length >= 2 && buffer[offset + 1] >= (byte) 192 && buffer[offset + 1] <= (byte) 223;
    }

    /** Points the reader before the first block. A range that is not inside the array reads as empty and malformed. */
    public void wrap(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = 0;
        this.at = offset;
        this.malformed = offset < 0 || length < 0 || length > buffer.length - offset;
        this.end = malformed ? offset : offset + length;
    }

    /** Moves to the next block; false at the end or at a malformed block. */
    public boolean next() {
        if (malformed || at == end) {
            return false;
        }
        malformed = true;
        if (end - at < 4 || (buffer[at] & 0xc0) != 0x80) {
            return false;
        }
        int size = 4 * (BigEndian.u16(buffer, at + 2) + 1);
        if (size > end - at) {
            return false;
        }
        int padding = 0;
        if ((buffer[at] & 0x20) != 0) {
            padding = buffer[at + size - 1] & 0xff;
            if (padding == 0 || padding > size - 4) {
                return false;
            }
        }
        malformed = false;
        offset = at;
        length = size - padding;
        at += size;
        return true;
    }

    /** Whether the walk ended at bytes that are no RTCP block. */
    public boolean malformed() {
        return malformed;
    }

    /** The packet type of the current block, one of {@link RtcpType} or another number up to 255. */
    public int type() {
        return buffer[offset + 1] & 0xff;
    }

    /** The five bits that count reports or name the feedback format (FMT). */
    public int count() {
        return buffer[offset] & 0x1f;
    }

    /** The array. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the first byte of the current block, its header included. */
    public int offset() {
        return offset;
    }

    /** Bytes of the current block with its header and without padding; at least 4. */
    public int length() {
        return length;
    }
}
