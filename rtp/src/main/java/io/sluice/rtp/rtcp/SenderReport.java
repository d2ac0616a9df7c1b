package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/** A sender report (RFC 3550 §6.4.1). */
public final class SenderReport {
    private static final int FIXED = 28;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int reports;

    /** Points this at a block; false if it is no sender report or shorter than its report count says. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.SENDER_REPORT || block.length() < FIXED + block.count() * ReportBlock.SIZE) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        reports = block.count();
        return true;
    }

    /** The stream that reports. */
    public int ssrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Wall clock of the sender, 64-bit NTP. */
    public long ntpTime() {
        return BigEndian.i64(buffer, offset + 8);
    }

    /** The same moment on the stream's RTP clock. */
    public int rtpTimestamp() {
        return BigEndian.i32(buffer, offset + 16);
    }

    /** Packets sent, modulo 2^32. */
    public long packetCount() {
        return BigEndian.u32(buffer, offset + 20);
    }

    /** Payload bytes sent, modulo 2^32. */
    public long octetCount() {
        return BigEndian.u32(buffer, offset + 24);
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
    public static boolean open(
            RtcpWriter writer, int ssrc, long ntpTime, int rtpTimestamp, long packetCount, long octetCount) {
        if (!writer.open(RtcpType.SENDER_REPORT, 0, FIXED - 4)) {
            return false;
        }
        writer.put32(ssrc);
        writer.put64(ntpTime);
        writer.put32(rtpTimestamp);
        writer.put32((int) packetCount);
        writer.put32((int) octetCount);
        return true;
    }

    /** Writes a report without reception reports. */
    public static boolean write(
            RtcpWriter writer, int ssrc, long ntpTime, int rtpTimestamp, long packetCount, long octetCount) {
        if (!open(writer, ssrc, ntpTime, rtpTimestamp, packetCount, octetCount)) {
            return false;
        }
        writer.close();
        return true;
    }
}
