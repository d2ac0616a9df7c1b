package io.sluice.rtp.ext;

import java.util.Arrays;

/** Writes what {@link BitReader} reads, from the specification's side. */
final class BitWriter {
    private byte[] bytes = new byte[16];
    private int at;

    BitWriter bits(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            if (at / 8 == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            bytes[at / 8] |= (byte) ((value >> bit & 1) << 7 - at % 8);
            at++;
        }
        return this;
    }

    /** {@code ns(n)} of the AV1 specification §4.10.7. */
    BitWriter below(int value, int limit) {
        int width = 0;
        while (limit >> width != 0) {
            width++;
        }
        int shorter = (1 << width) - limit;
        return value < shorter ? bits(value, width - 1) : bits(value + shorter, width);
    }

    /** All so far, the last byte filled with zeros. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, (at + 7) / 8);
    }
}
