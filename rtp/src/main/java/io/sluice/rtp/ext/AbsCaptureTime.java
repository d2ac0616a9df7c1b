package io.sluice.rtp.ext;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;

/** When the content of a packet was captured: 64-bit NTP time of the capturer's clock, and perhaps the offset to it of the sender's. */
public final class AbsCaptureTime {
    /** Bytes of data without the clock offset. */
    public static final int SHORT_SIZE = 8;
    /** Bytes of data with the clock offset. */
    public static final int LONG_SIZE = 16;

    private AbsCaptureTime() {}

    /** Whether the packet has the extension. */
    public static boolean present(RtpPacket packet, int id) {
        return packet.extensionLength(id) >= SHORT_SIZE;
    }

    /** The capture time as 64-bit NTP, of a packet where it is {@link #present}. */
    public static long captureTime(RtpPacket packet, int id) {
        return BigEndian.i64(packet.buffer(), packet.extension(id));
    }

    /** The estimated offset of the capturer's clock to the sender's as signed 32.32 seconds; 0 where it is not told. */
    public static long clockOffset(RtpPacket packet, int id) {
        return packet.extensionLength(id) >= LONG_SIZE ? BigEndian.i64(packet.buffer(), packet.extension(id) + 8) : 0;
    }
}
