package io.sluice.rtp.ext;

import io.sluice.rtp.packet.RtpPacket;

/** Frame marking (RFC 9626 §3): a byte of frame flags, and for scalable streams layer ids and TL0PICIDX. */
public final class FrameMarking {
    private FrameMarking() {}

    /** The first byte, 0 to 255, or -1; take it apart with the other methods. */
    public static int read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        return at < 0 || packet.extensionLength(id) < 1 ? -1 : packet.buffer()[at] & 0xff;
    }

    /** First packet of a frame. */
    public static boolean startOfFrame(int flags) {
        return (flags & 0x80) != 0;
    }

    /** Last packet of a frame. */
    public static boolean endOfFrame(int flags) {
        return (flags & 0x40) != 0;
    }

    /** The frame can be decoded without others. */
    public static boolean independent(int flags) {
        return (flags & 0x20) != 0;
    }

    /** No other frame needs this one. */
    public static boolean discardable(int flags) {
        return (flags & 0x10) != 0;
    }

    /** The frame refers to the base layer only; where the packet has no layer ids the bit means nothing. */
    public static boolean baseLayerSync(int flags) {
        return (flags & 0x08) != 0;
    }

    /** The temporal layer, or -1 if the packet does not tell: the form of one byte has no layer ids. */
    public static int temporalId(RtpPacket packet, int id) {
        return packet.extensionLength(id) < 2 ? -1 : packet.buffer()[packet.extension(id)] & 7;
    }
}
