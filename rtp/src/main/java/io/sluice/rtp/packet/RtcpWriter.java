package io.sluice.rtp.packet;

/**
 * Appends blocks to a compound RTCP packet in the caller's array. A block is {@link #open}, {@code put}s, {@link #close}. Only {@code open}
 * looks for room: who opens a block states the bytes it will put, so a block is written whole or not at all.
 */
public final class RtcpWriter {
    private byte[] buffer = new byte[0];
    private int start;
    private int limit;
    private int block;
    private int at;

    /** Starts an empty compound packet in {@code [offset, limit)}. */
    public void wrap(byte[] buffer, int offset, int limit) {
        this.buffer = buffer;
        this.start = offset;
        this.block = offset;
        this.at = offset;
        this.limit = Math.min(limit, buffer.length);
    }

    /** Bytes of all closed blocks. */
    public int length() {
        return at - start;
    }

    /** Bytes that still fit, at least 0. */
    public int room() {
        return Math.max(0, limit - at);
    }

    /** The array written to. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the next byte to be written. */
    public int position() {
        return at;
    }

    /**
     * Begins a block.
     *
     * @param count the five-bit count or feedback format
     * @param body bytes behind the four of the header that will be put, before rounding up to a multiple of four
     * @return false, with nothing written, if there is no room
     */
    public boolean open(int type, int count, int body) {
        if (4 + (body + 3 & ~3) > limit - at) {
            return false;
        }
        block = at;
        BigEndian.put8(buffer, at, 0x80 | count & 0x1f);
        BigEndian.put8(buffer, at + 1, type);
        at += 4;
        return true;
    }

    /** Makes room for {@code more} bytes in the open block; false if there is none. */
    public boolean extend(int more) {
        return (at + more - block + 3 & ~3) <= limit - block;
    }

    /** Counts one more report in the header of the open block; false if it has 31 already. */
    public boolean countOne() {
        if ((buffer[block] & 0x1f) == 31) {
            return false;
        }
        buffer[block]++;
        return true;
    }

    /** Ends the block: zeros up to a multiple of four, then its length goes into its header. */
    public void close() {
        while ((at - block & 3) != 0) {
            buffer[at++] = 0;
        }
        BigEndian.put16(buffer, block + 2, (at - block >> 2) - 1);
    }

    /** Forgets the open block. */
    public void abandon() {
        at = block;
    }

    /** Puts 8 bits. */
    public void put8(int value) {
        BigEndian.put8(buffer, at, value);
        at++;
    }

    /** Puts 16 bits. */
    public void put16(int value) {
        BigEndian.put16(buffer, at, value);
        at += 2;
    }

    /** Puts 24 bits. */
    public void put24(int value) {
        BigEndian.put24(buffer, at, value);
        at += 3;
    }

    /** Puts 32 bits. */
    public void put32(int value) {
        BigEndian.put32(buffer, at, value);
        at += 4;
    }

    /** Puts 64 bits. */
    public void put64(long value) {
        BigEndian.put64(buffer, at, value);
        at += 8;
    }

    /** Puts bytes. */
    public void put(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, buffer, at, length);
        at += length;
    }
}
