package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** A receiver report (RFC 3550 §6.4.2). */
public final class ReceiverReport {
    private static final int FIXED = 8;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int reports;

    /** Points this at a block; false if it is no receiver report or shorter than its report count says. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.RECEIVER_REPORT || block.length() < FIXED + block.count() * ReportBlock.SIZE) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        reports = block.count();
        return true;
    }

    /** Who reports. */
    public int ssrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Number of reception reports, 0 to 31. */
    public int reports() {
        return reports;
    }

    /** Copies the reception report at {@code index}, 0 to {@link #reports} exclusive. */
    public void report(int index, ReportBlock into) {
        into.read(buffer, offset + FIXED + index * ReportBlock.SIZE);
    }

    /** Begins a report; {@link ReportBlock#append} may follow, then {@link RtcpWriter#close}. */
    public static boolean open(RtcpWriter writer, int ssrc) {
        if (!writer.open(RtcpType.RECEIVER_REPORT, 0, FIXED - 4)) {
            return false;
        }
        writer.put32(ssrc);
        return true;
    }
}
