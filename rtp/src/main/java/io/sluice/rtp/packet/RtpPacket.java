package io.sluice.rtp.packet;

/**
 * A reusable window over one RTP packet (RFC 3550 §5.1) with its header extensions (RFC 8285). Holds a reference to the caller's array and
 * copies nothing; the numbers it gives are valid until the array changes or {@link #wrap} is called again.
 *
 * <p>Sequence numbers are 0 to 65535; timestamp and SSRC are the 32 bits as they are on the wire.
 */
public final class RtpPacket {
    /** Bytes of the header without CSRCs and extensions. */
    public static final int FIXED_HEADER = 12;

    private static final byte[] NOTHING = new byte[FIXED_HEADER];

    private byte[] buffer = NOTHING;
    private int offset;
    private int length = FIXED_HEADER;
    private int headerLength = FIXED_HEADER;
    private int paddingLength;
    private int extensionsFrom;
    private int extensionsTo;
    private boolean twoByte;

    // The last looked up element: callers ask for the offset and then for the length of the same id.
    private int foundId = -1;
    private int foundOffset = -1;
    private int foundLength = -1;

    /**
     * Points this window at a packet.
     *
     * @return false if these bytes are no well-formed RTP packet: wrong version, or CSRCs, extension block or padding longer than the
     *     packet. The window must then not be read. Elements inside the extension block are not checked here; a broken one ends the block.
     */
    public boolean wrap(byte[] buffer, int offset, int length) {
        if (length < FIXED_HEADER || offset < 0 || length > buffer.length - offset) {
            return false;
        }
        int first = buffer[offset] & 0xff;
        if (first >> 6 != 2) {
            return false;
        }
        int header = FIXED_HEADER + 4 * (first & 0x0f);
        int from = 0;
        int to = 0;
        boolean wide = false;
        if ((first & 0x10) != 0) {
            if (header + 4 > length) {
                return false;
            }
            int profile = BigEndian.u16(buffer, offset + header);
            int size = 4 * BigEndian.u16(buffer, offset + header + 2);
            header += 4;
            wide = (profile & 0xfff0) == 0x1000;
            if (wide || profile == 0xbede) {
                from = offset + header;
                to = from + size;
            }
            header += size;
        }
        if (header > length) {
            return false;
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = buffer[offset + length - 1] & 0xff;
            if (padding == 0 || padding > length - header) {
                return false;
            }
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.headerLength = header;
        this.paddingLength = padding;
        this.extensionsFrom = from;
        this.extensionsTo = to;
        this.twoByte = wide;
        this.foundId = -1;
        return true;
    }

    /** The array this window looks at. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the first byte of the header. */
    public int offset() {
        return offset;
    }

    /** Bytes of the whole packet, padding included. */
    public int length() {
        return length;
    }

    /** Bytes before the payload: fixed header, CSRCs and extension block. */
    public int headerLength() {
        return headerLength;
    }

    /** Index of the first byte of the payload. */
    public int payloadOffset() {
        return offset + headerLength;
    }

    /** Bytes of the payload without padding; 0 for a packet of padding only. */
    public int payloadLength() {
        return length - headerLength - paddingLength;
    }

    /** Bytes of padding at the end, the count byte included; 0 for none. */
    public int paddingLength() {
        return paddingLength;
    }

    /** The marker bit. */
    public boolean marker() {
        return buffer[offset + 1] < 0;
    }

    /** Sets the marker bit in the array. */
    public void marker(boolean set) {
        int second = buffer[offset + 1];
        buffer[offset + 1] = (byte) (set ? second | 0x80 : second & 0x7f);
    }

    /** The payload type, 0 to 127. */
    public int payloadType() {
        return buffer[offset + 1] & 0x7f;
    }

    /** Sets the payload type in the array. */
    public void payloadType(int payloadType) {
        buffer[offset + 1] = (byte) (buffer[offset + 1] & 0x80 | payloadType & 0x7f);
    }

    /** The sequence number, 0 to 65535. */
    public int sequence() {
        return BigEndian.u16(buffer, offset + 2);
    }

    /** Sets the sequence number in the array from the low 16 bits. */
    public void sequence(int sequence) {
        BigEndian.put16(buffer, offset + 2, sequence);
    }

    /** The 32 bits of the timestamp. */
    public int timestamp() {
        return BigEndian.i32(buffer, offset + 4);
    }

    /** Sets the timestamp in the array. */
    public void timestamp(int timestamp) {
        BigEndian.put32(buffer, offset + 4, timestamp);
    }

    /** The 32 bits of the SSRC. */
    public int ssrc() {
        return BigEndian.i32(buffer, offset + 8);
    }

    /** Sets the SSRC in the array. */
    public void ssrc(int ssrc) {
        BigEndian.put32(buffer, offset + 8, ssrc);
    }

    /** Whether the extension block is of the form with two-byte element headers (RFC 8285 §4.3). */
    public boolean twoByteExtensions() {
        return twoByte;
    }

    /**
     * Index of the data of a header extension.
     *
     * @param id the negotiated id; 0 and less, "not negotiated", is never found
     * @return the index, or -1 if the packet has no such element. With {@link #extensionLength} 0 it points behind the element's header.
     */
    public int extension(int id) {
        return find(id) ? foundOffset : -1;
    }

    /** Bytes of the data of a header extension, or -1 if the packet has no such element. */
    public int extensionLength(int id) {
        return find(id) ? foundLength : -1;
    }

    private boolean find(int id) {
        if (id <= 0 || extensionsFrom == extensionsTo) {
            return false;
        }
        if (id != foundId) {
            foundId = id;
            foundOffset = -1;
            foundLength = -1;
            if (twoByte) {
                scanTwoByte(id);
            } else {
                scanOneByte(id);
            }
        }
        return foundOffset >= 0;
    }

    private void scanOneByte(int id) {
        int at = extensionsFrom;
        while (at < extensionsTo) {
            int header = buffer[at++] & 0xff;
            if (header == 0) {
                continue;
            }
            int element = header >> 4;
            int size = (header & 0x0f) + 1;
            // RFC 8285 §4.2: a padding byte with a length, and id 15, end the block.
            if (element == 0 || element == 15 || size > extensionsTo - at) {
                return;
            }
            if (element == id) {
                foundOffset = at;
                foundLength = size;
                return;
            }
            at += size;
        }
    }

    private void scanTwoByte(int id) {
        int at = extensionsFrom;
        while (at < extensionsTo) {
            int element = buffer[at++] & 0xff;
            if (element == 0) {
                continue;
            }
            if (at == extensionsTo) {
                return;
            }
            int size = buffer[at++] & 0xff;
            if (size > extensionsTo - at) {
                return;
            }
            if (element == id) {
                foundOffset = at;
                foundLength = size;
                return;
            }
            at += size;
        }
    }
}
