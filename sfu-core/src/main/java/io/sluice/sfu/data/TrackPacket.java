package io.sluice.sfu.data;

import io.sluice.rtp.packet.BigEndian;

/**
 * The header of LiveKit's data track packets, big endian: version (3 bits), start and end of a frame, extensions present, 10 reserved bits;
 * handle, sequence and frame number of 16 bits each; timestamp of 32 bits. With extensions a 16-bit length in words of 32 bits, minus one,
 * and so many words; then the payload.
 */
final class TrackPacket {
    private static final int HEADER = 12;
    private static final int EXTENSIONS = 0x04;
    private static final int HANDLE = 2;

    private TrackPacket() {}

    /** Whether it has all that its header promises. Version 0 is the only one there is. */
    static boolean valid(byte[] buffer, int offset, int length) {
        if (length < HEADER || (buffer[offset] & 0xE0) != 0) {
            return false;
        }
        if ((buffer[offset] & EXTENSIONS) == 0) {
            return true;
        }
        return length >= HEADER + 2 && length >= HEADER + 4 * (BigEndian.u16(buffer, offset + HEADER) + 1);
    }

    /** By which the publisher knows the track. */
    static int handle(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset + HANDLE);
    }

    /** Puts another handle into a packet. */
    static void address(byte[] packet, int handle) {
        BigEndian.put16(packet, HANDLE, handle);
    }
}
