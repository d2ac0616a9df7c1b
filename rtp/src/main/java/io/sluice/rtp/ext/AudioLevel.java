package io.sluice.rtp.ext;

import io.sluice.rtp.packet.RtpPacket;

/** Client-to-mixer audio level (RFC 6464 §3): one byte, a voice bit and 7 bits of -dBov. */
public final class AudioLevel {
    /** Bytes of data. */
    public static final int SIZE = 1;
    /** The level of silence: -127 dBov. */
    public static final int SILENCE = 127;

    private AudioLevel() {}

    /** The level, 0 (loudest) to 127 (silent) in -dBov, or -1. */
    public static int level(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < SIZE ? -1 : packet.buffer()[at] & 0x7f;
    }

    /** Whether the sender says that the packet has voice; false where it says nothing. */
    public static boolean voice(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at >= 0 && packet.extensionLength(id) >= SIZE && packet.buffer()[at] < 0;
    }

    /** Writes the byte. */
    public static void write(byte[] buffer, int offset, int level, boolean voice) {
        buffer[offset] = (byte) (level & 0x7f | (voice ? 0x80 : 0));
    }
}
