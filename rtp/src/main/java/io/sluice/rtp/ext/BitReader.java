package io.sluice.rtp.ext;

/** Reads numbers of any width from a range of bytes. Past the end it gives zeros and remembers that it did, so that parsers check once. */
final class BitReader {
    private byte[] buffer = new byte[0];
    private int at;
    private int end;

    /** Starts at the first bit of a range that is inside the array. */
    void wrap(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.at = offset * 8;
        this.end = at + length * 8;
    }

    /** The next {@code count} bits, 0 to 31, the most significant first. */
    int bits(int count) {
        if (count > end - at) {
            at = end + 1;
            return 0;
        }
        int value = 0;
        int left = count;
        while (left > 0) {
            int inByte = 8 - (at & 7);
            int take = Math.min(left, inByte);
            int part = (buffer[at >> 3] & 0xff) >> inByte - take & (1 << take) - 1;
            value = value << take | part;
            at += take;
            left -= take;
        }
        return value;
    }

    /** The next bit. */
    boolean bit() {
        return bits(1) != 0;
    }

    /** A number below {@code limit} in the fewest bits: the form {@code ns(n)} of the AV1 specification §4.10.7. */
    int below(int limit) {
        int width = 32 - Integer.numberOfLeadingZeros(limit);
        int shorter = (1 << width) - limit;
        int value = bits(width - 1);
        if (value < shorter) {
            return value;
        }
        return (value << 1) - shorter + bits(1);
    }

    /** The index of the next bit, counted from the start of the array. */
    int position() {
        return at;
    }

    /** Bits that are left, 0 after an overrun. */
    int left() {
        return Math.max(0, end - at);
    }

    /** Whether more was read than there is. */
    boolean overrun() {
        return at > end;
    }
}
