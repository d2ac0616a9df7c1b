package io.sluice.sfu.subscribe;

import io.sluice.rtp.packet.BigEndian;

/** The redundant audio payload (RFC 2198 §3): headers, then as many older frames, then the newest. */
final class RedundantAudio {
    private static final int MAX_BLOCKS = 8;

    private RedundantAudio() {}

    /** Where in the payload the newest frame begins; -1 if the payload is malformed or has none. */
    static int primary(byte[] buffer, int offset, int length) {
        int headers = 0;
        int older = 0;
        for (int block = 0; block <= MAX_BLOCKS; block++) {
            if (headers >= length) {
                return -1;
            }
            if (buffer[offset + headers] >= 0) {
                int at = headers + 1 + older;
                return at < length ? at : -1;
            }
            if (length - headers < 4) {
                return -1;
            }
            older += BigEndian.u16(buffer, offset + headers + 2) & 0x3ff;
            headers += 4;
        }
        return -1;
    }

    /**
     * Finds an older frame.
     *
     * @param distance how many frames before the newest, from 1
     * @return where it begins in the array, its length and how many ticks before the newest it was recorded, packed for {@link #at},
     *     {@link #length} and {@link #age}; -1 if the payload has none or is malformed
     */
    static long older(byte[] buffer, int offset, int length, int distance) {
        int newest = primary(buffer, offset, length);
        if (newest < 0) {
            return -1;
        }
        int blocks = 0;
        while (buffer[offset + 4 * blocks] < 0) {
            blocks++;
        }
        int wanted = blocks - distance;
        if (wanted < 0) {
            return -1;
        }
        int at = offset + 4 * blocks + 1;
        for (int block = 0; block < wanted; block++) {
            at += BigEndian.u16(buffer, offset + 4 * block + 2) & 0x3ff;
        }
        int header = BigEndian.u24(buffer, offset + 4 * wanted + 1);
        int size = header & 0x3ff;
        int age = header >> 10;
        return size == 0 || age == 0 ? -1 : (long) at << 32 | (long) size << 16 | age;
    }

    static int at(long packed) {
        return (int) (packed >> 32);
    }

    static int length(long packed) {
        return (int) (packed >> 16) & 0xffff;
    }

    static int age(long packed) {
        return (int) packed & 0xffff;
    }
}
