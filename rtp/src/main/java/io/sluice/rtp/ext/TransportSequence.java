package io.sluice.rtp.ext;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;

/** Transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01 §2): two bytes. */
public final class TransportSequence {
    /** Bytes of data. */
    public static final int SIZE = 2;

    private TransportSequence() {}

    /** The number, 0 to 65535, or -1. */
    public static int read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < SIZE ? -1 : BigEndian.u16(packet.buffer(), at);
    }

    /** Writes the low 16 bits. */
    public static void write(byte[] buffer, int offset, int sequence) {
        BigEndian.put16(buffer, offset, sequence);
    }
}
