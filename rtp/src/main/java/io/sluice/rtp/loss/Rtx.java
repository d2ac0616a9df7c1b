package io.sluice.rtp.loss;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;

/** The retransmission payload format (RFC 4588 §4): the original packet under another SSRC, its sequence number before its payload. */
public final class Rtx {
    /** Bytes a packet grows by. */
    public static final int OVERHEAD = 2;

    private Rtx() {}

    /** Whether an RTX packet carries nothing: padding sent to probe the path, no repair and no start of a stream. */
    public static boolean isProbe(RtpPacket packet) {
        return packet.payloadLength() == 0;
    }

    /**
     * Turns an RTX packet into the original, in place: the window then begins {@value #OVERHEAD} bytes later. Header extensions stay those of
     * the retransmission.
     *
     * @return false, with nothing changed, if the payload has no room for a sequence number
     */
    public static boolean unwrap(RtpPacket packet, int originalPayloadType, int originalSsrc) {
        if (packet.payloadLength() < OVERHEAD) {
            return false;
        }
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        int sequence = BigEndian.u16(buffer, packet.payloadOffset());
        System.arraycopy(buffer, offset, buffer, offset + OVERHEAD, packet.headerLength());
        if (!packet.wrap(buffer, offset + OVERHEAD, packet.length() - OVERHEAD)) {
            return false;
        }
        packet.payloadType(originalPayloadType);
        packet.ssrc(originalSsrc);
        packet.sequence(sequence);
        return true;
    }

    /**
     * Writes the retransmission of a packet, without the original's padding.
     *
     * @param sequence the RTX stream's own sequence number
     * @return bytes written, or -1 if they do not fit
     */
    public static int wrap(RtpPacket original, int payloadType, int ssrc, int sequence, byte[] out, int offset) {
        int header = original.headerLength();
        int payload = original.payloadLength();
        int size = header + OVERHEAD + payload;
        if (offset < 0 || size > out.length - offset) {
            return -1;
        }
        System.arraycopy(original.buffer(), original.offset(), out, offset, header);
        out[offset] &= ~0x20;
        out[offset + 1] = (byte) (out[offset + 1] & 0x80 | payloadType & 0x7f);
        BigEndian.put16(out, offset + 2, sequence);
        BigEndian.put32(out, offset + 8, ssrc);
        BigEndian.put16(out, offset + header, original.sequence());
        System.arraycopy(original.buffer(), original.payloadOffset(), out, offset + header + OVERHEAD, payload);
        return size;
    }
}
