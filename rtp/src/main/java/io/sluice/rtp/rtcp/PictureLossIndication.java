package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** A request for a key frame because pictures were lost (RFC 4585 §6.3.1). */
public final class PictureLossIndication {
    private static final int SIZE = 12;

    private PictureLossIndication() {}

    /** Whether a block is one. */
    public static boolean matches(RtcpReader block) {
        return block.type() == RtcpType.PAYLOAD_FEEDBACK
                && block.count() == RtcpType.FORMAT_PICTURE_LOSS
                && block.length() >= SIZE;
    }

    /** Who asks, of a block that {@link #matches}. */
    public static int senderSsrc(RtcpReader block) {
        return BigEndian.i32(block.buffer(), block.offset() + 4);
    }

    /** The stream asked for a key frame, of a block that {@link #matches}. */
    public static int mediaSsrc(RtcpReader block) {
        return BigEndian.i32(block.buffer(), block.offset() + 8);
    }

    /** Asks for a key frame. */
    public static boolean write(RtcpWriter writer, int senderSsrc, int mediaSsrc) {
        if (!writer.open(RtcpType.PAYLOAD_FEEDBACK, RtcpType.FORMAT_PICTURE_LOSS, SIZE - 4)) {
            return false;
        }
        writer.put32(senderSsrc);
        writer.put32(mediaSsrc);
        writer.close();
        return true;
    }
}
