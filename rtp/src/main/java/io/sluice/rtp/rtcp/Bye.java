package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** Streams that end (RFC 3550 §6.6). The reason text is not read. */
public final class Bye {
    private byte[] buffer = new byte[4];
    private int offset;
    private int streams;

    /** Points this at a block; false if it is no BYE or shorter than its count says. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.BYE || block.length() < 4 + 4 * block.count()) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        streams = block.count();
        return true;
    }

    /** Number of streams, 0 to 31. */
    public int streams() {
        return streams;
    }

    /** A stream, 0 to {@link #streams} exclusive. */
    public int ssrc(int index) {
        return BigEndian.i32(buffer, offset + 4 + 4 * index);
    }

    /** Says that a stream ends. */
    public static boolean write(RtcpWriter writer, int ssrc) {
        if (!writer.open(RtcpType.BYE, 1, 4)) {
            return false;
        }
        writer.put32(ssrc);
        writer.close();
        return true;
    }
}
