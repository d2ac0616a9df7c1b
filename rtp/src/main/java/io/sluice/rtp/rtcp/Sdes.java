package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** Source descriptions (RFC 3550 §6.5). Written because compound packets need a CNAME; of others' nothing is read. */
public final class Sdes {
    private static final int CNAME = 1;
    /** Most bytes of one item. */
    public static final int MAX_TEXT = 255;

    private Sdes() {}

    /**
     * Writes a block that gives one stream its canonical name.
     *
     * @param cname UTF-8, at most {@value #MAX_TEXT} bytes; streams that share it are played in sync
     */
    public static boolean writeCname(RtcpWriter writer, int ssrc, byte[] cname) {
        if (!writer.open(RtcpType.SOURCE_DESCRIPTION, 0, 0)) {
            return false;
        }
        if (!appendCname(writer, ssrc, cname)) {
            writer.abandon();
            return false;
        }
        writer.close();
        return true;
    }

    /** Begins a block for several streams: {@link #appendCname} for each, then {@link RtcpWriter#close}. */
    public static boolean open(RtcpWriter writer) {
        return writer.open(RtcpType.SOURCE_DESCRIPTION, 0, 0);
    }

    /** Appends a chunk to the open block; false if the name is too long, the block is full, or there is no room. */
    public static boolean appendCname(RtcpWriter writer, int ssrc, byte[] cname) {
        // At least one zero ends the list of items, and the chunk ends on a multiple of four.
        int items = 2 + cname.length + 1 + 3 & ~3;
        if (cname.length > MAX_TEXT || !writer.extend(4 + items) || !writer.countOne()) {
            return false;
        }
        writer.put32(ssrc);
        writer.put8(CNAME);
        writer.put8(cname.length);
        writer.put(cname, 0, cname.length);
        for (int i = 2 + cname.length; i < items; i++) {
            writer.put8(0);
        }
        return true;
    }
}
