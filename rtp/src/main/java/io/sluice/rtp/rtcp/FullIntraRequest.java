package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/**
 * A command to send a key frame (RFC 5104 §4.3.1), for one or more streams. The sequence number of an entry tells a repetition (same number)
 * from a new command.
 */
public final class FullIntraRequest {
    private static final int FIXED = 12;
    private static final int ENTRY = 8;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int entries;

    /** Points this at a block; false if it is no full intra request. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.PAYLOAD_FEEDBACK
                || block.count() != RtcpType.FORMAT_FULL_INTRA
                || block.length() < FIXED) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        entries = (block.length() - FIXED) / ENTRY;
        return true;
    }

    /** Who commands. */
    public int senderSsrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Number of entries. */
    public int entries() {
        return entries;
    }

    /** The stream of an entry, 0 to {@link #entries} exclusive. */
    public int mediaSsrc(int entry) {
        return BigEndian.i32(buffer, offset + FIXED + entry * ENTRY);
    }

    /** The command number of an entry, 0 to 255. */
    public int sequence(int entry) {
        return BigEndian.u8(buffer, offset + FIXED + entry * ENTRY + 4);
    }

    /** Commands one stream. */
    public static boolean write(RtcpWriter writer, int senderSsrc, int mediaSsrc, int sequence) {
        if (!writer.open(RtcpType.PAYLOAD_FEEDBACK, RtcpType.FORMAT_FULL_INTRA, FIXED - 4 + ENTRY)) {
            return false;
        }
        writer.put32(senderSsrc);
        // The SSRC of the common header is unused (RFC 5104 §4.3.1.2).
        writer.put32(0);
        writer.put32(mediaSsrc);
        writer.put8(sequence);
        writer.put24(0);
        writer.close();
        return true;
    }
}
