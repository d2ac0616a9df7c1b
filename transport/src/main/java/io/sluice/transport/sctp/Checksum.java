package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.util.zip.CRC32C;

/** CRC-32C over a packet whose checksum field counts as zero; it is sent lowest byte first (RFC 9260 §6.8, appendix A). */
final class Checksum {
    static final int AT = 8;

    private static final int SIZE = 4;
    private static final byte[] ZERO = new byte[SIZE];

    private final CRC32C crc = new CRC32C();

    /** The field's value, read as big-endian. */
    int of(byte[] packet, int offset, int length) {
        crc.reset();
        crc.update(packet, offset, AT);
        crc.update(ZERO, 0, SIZE);
        crc.update(packet, offset + AT + SIZE, length - AT - SIZE);
        return Integer.reverseBytes((int) crc.getValue());
    }

    boolean matches(byte[] packet, int offset, int length) {
        return BigEndian.i32(packet, offset + AT) == of(packet, offset, length);
    }
}
