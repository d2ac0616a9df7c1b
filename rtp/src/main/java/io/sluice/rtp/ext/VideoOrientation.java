package io.sluice.rtp.ext;

import io.sluice.rtp.packet.RtpPacket;

/** How the receiver must turn the picture (3GPP TS 26.114 §7.4.5): one byte, forwarded as it is. */
public final class VideoOrientation {
    /** Bytes of data. */
    public static final int SIZE = 1;

    private VideoOrientation() {}

    /** The byte, 0 to 255, or -1. */
    public static int read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < SIZE ? -1 : packet.buffer()[at] & 0xff;
    }

    /** Clockwise degrees to turn: 0, 90, 180 or 270. */
    public static int degrees(int value) {
        return (value & 3) * 90;
    }
}
