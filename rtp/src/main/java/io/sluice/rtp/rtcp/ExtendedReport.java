package io.sluice.rtp.rtcp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpType;
import io.sluice.rtp.packet.RtcpWriter;

/**
 * Extended reports (RFC 3611) as far as they measure the round trip of a receiver that sends nothing: its reference time (RRTR, §4.4) and
 * the answer to it (DLRR, §4.5). Other report blocks are walked over.
 */
public final class ExtendedReport {
    private static final int FIXED = 8;
    private static final int REFERENCE_TIME = 4;
    private static final int DELAY = 5;
    private static final int DELAY_ENTRY = 12;

    private byte[] buffer = new byte[FIXED];
    private int offset;
    private int referenceTimeAt;
    private int delaysAt;
    private int delays;

    /** Reads a block; false if it is no extended report. Of several reports of one kind the first counts; a broken one ends the block. */
    public boolean read(RtcpReader block) {
        if (block.type() != RtcpType.EXTENDED_REPORT || block.length() < FIXED) {
            return false;
        }
        buffer = block.buffer();
        offset = block.offset();
        referenceTimeAt = -1;
        delaysAt = -1;
        delays = 0;
        int at = offset + FIXED;
        int end = offset + block.length();
        while (end - at >= 4) {
            int size = 4 * BigEndian.u16(buffer, at + 2);
            if (size > end - at - 4) {
                break;
            }
            int kind = BigEndian.u8(buffer, at);
            if (kind == REFERENCE_TIME && size >= 8 && referenceTimeAt < 0) {
                referenceTimeAt = at + 4;
            } else if (kind == DELAY && delaysAt < 0) {
                delaysAt = at + 4;
                delays = size / DELAY_ENTRY;
            }
            at += 4 + size;
        }
        return true;
    }

    /** Who reports. */
    public int ssrc() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Whether there is a {@link #referenceTime}. */
    public boolean hasReferenceTime() {
        return referenceTimeAt >= 0;
    }

    /** The receiver's clock, 64-bit NTP; 0 if it is not told. */
    public long referenceTime() {
        return referenceTimeAt < 0 ? 0 : BigEndian.i64(buffer, referenceTimeAt);
    }

    /** Number of answers to reference times. */
    public int delays() {
        return delays;
    }

    /** Whom an answer is for, 0 to {@link #delays} exclusive. */
    public int delaySsrc(int index) {
        return BigEndian.i32(buffer, delaysAt + index * DELAY_ENTRY);
    }

    /** {@link NtpTime#compact} time of the reference time that is answered. */
    public int lastReference(int index) {
        return BigEndian.i32(buffer, delaysAt + index * DELAY_ENTRY + 4);
    }

    /** Time since it arrived, in 2^-16 s. */
    public int delaySinceLastReference(int index) {
        return BigEndian.i32(buffer, delaysAt + index * DELAY_ENTRY + 8);
    }

    /** Tells our clock, so that a sender can answer. */
    public static boolean writeReferenceTime(RtcpWriter writer, int senderSsrc, long ntpTime) {
        if (!writer.open(RtcpType.EXTENDED_REPORT, 0, FIXED - 4 + 12)) {
            return false;
        }
        writer.put32(senderSsrc);
        writer.put8(REFERENCE_TIME);
        writer.put8(0);
        writer.put16(2);
        writer.put64(ntpTime);
        writer.close();
        return true;
    }

    /** Answers the reference time of one receiver. */
    public static boolean writeDelay(
            RtcpWriter writer, int senderSsrc, int receiverSsrc, int lastReference, int delaySinceLastReference) {
        if (!writer.open(RtcpType.EXTENDED_REPORT, 0, FIXED - 4 + 4 + DELAY_ENTRY)) {
            return false;
        }
        writer.put32(senderSsrc);
        writer.put8(DELAY);
        writer.put8(0);
        writer.put16(3);
        writer.put32(receiverSsrc);
        writer.put32(lastReference);
        writer.put32(delaySinceLastReference);
        writer.close();
        return true;
    }
}
