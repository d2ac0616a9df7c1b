package io.sluice.transport.srtp;

/** As much of the layout of RTP and RTCP packets as protection needs to know (RFC 3550 §5.1, §6.4.1). */
final class RtpLayout {
    static final int RTCP_HEADER = 8;

    private static final int FIXED = 12;
    private static final int VERSION_2 = 2;

    private RtpLayout() {}

    /** Bytes of the header with CSRCs and extension, which stay in the clear; -1 if the packet is none or its header is cut off. */
    static int headerLength(byte[] packet, int offset, int length) {
        if (length < FIXED || (packet[offset] & 0xFF) >> 6 != VERSION_2) {
            return -1;
        }
        int header = FIXED + 4 * (packet[offset] & 0x0F);
        if ((packet[offset] & 0x10) != 0) {
            if (header + 4 > length) {
                return -1;
            }
            header += 4 + 4 * uint16(packet, offset + header + 2);
        }
        return header <= length ? header : -1;
    }

    static boolean isRtcp(byte[] packet, int offset, int length) {
        return length >= RTCP_HEADER && (packet[offset] & 0xFF) >> 6 == VERSION_2;
    }

    static int sequence(byte[] packet, int offset) {
        return uint16(packet, offset + 2);
    }

    static int rtpSsrc(byte[] packet, int offset) {
        return int32(packet, offset + 8);
    }

    static int rtcpSsrc(byte[] packet, int offset) {
        return int32(packet, offset + 4);
    }

    static int int32(byte[] packet, int at) {
        return uint16(packet, at) << 16 | uint16(packet, at + 2);
    }

    static void putInt32(byte[] packet, int at, int value) {
        packet[at] = (byte) (value >>> 24);
        packet[at + 1] = (byte) (value >>> 16);
        packet[at + 2] = (byte) (value >>> 8);
        packet[at + 3] = (byte) value;
    }

    private static int uint16(byte[] packet, int at) {
        return (packet[at] & 0xFF) << 8 | packet[at + 1] & 0xFF;
    }
}
