package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpWriter;

/** One reception report inside a sender or receiver report (RFC 3550 §6.4.1). Plain fields: it is filled, written and read in one place. */
public final class ReportBlock {
    /** Bytes on the wire. */
    public static final int SIZE = 24;

    /** The stream reported on. */
    public int ssrc;
    /** Share lost since the last report, in 256ths: 0 to 255. */
    public int fractionLost;
    /** Packets lost since the beginning, signed 24 bits: duplicates make it negative. */
    public int cumulativeLost;
    /** The highest sequence number with its cycles, 32 bits. */
    public int highestSequence;
    /** Interarrival jitter in timestamp units, 32 bits. */
    public int jitter;
    /** Compact NTP time of the last sender report, 0 for none. */
    public int lastSenderReport;
    /** Time since it arrived in 2^-16 s, 32 bits. */
    public int delaySinceLastSenderReport;

    /** Fills the fields from {@value #SIZE} bytes, which the caller has checked to be there. */
    void read(byte[] buffer, int offset) {
        ssrc = BigEndian.i32(buffer, offset);
        fractionLost = BigEndian.u8(buffer, offset + 4);
        cumulativeLost = BigEndian.u24(buffer, offset + 5) << 8 >> 8;
        highestSequence = BigEndian.i32(buffer, offset + 8);
        jitter = BigEndian.i32(buffer, offset + 12);
        lastSenderReport = BigEndian.i32(buffer, offset + 16);
        delaySinceLastSenderReport = BigEndian.i32(buffer, offset + 20);
    }

    /** Appends this to the open sender or receiver report; false if it is full or there is no room. */
    public boolean append(RtcpWriter writer) {
        if (!writer.extend(SIZE) || !writer.countOne()) {
            return false;
        }
        writer.put32(ssrc);
        writer.put8(fractionLost);
        writer.put24(cumulativeLost);
        writer.put32(highestSequence);
        writer.put32(jitter);
        writer.put32(lastSenderReport);
        writer.put32(delaySinceLastSenderReport);
        return true;
    }
}
