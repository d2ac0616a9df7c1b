package io.sluice.rtp.packet;

/**
 * Builds an RTP header with header extensions straight into the caller's array: {@link #begin}, any number of {@link #extension}, then
 * {@link #finish}. Starts with one-byte element headers and changes to the two-byte form (RFC 8285 §4.3) when an element needs it.
 */
public final class RtpHeaderWriter {
    private static final int ONE_BYTE_PROFILE = 0xbede;
    private static final int TWO_BYTE_PROFILE = 0x1000;
    private static final int BLOCK_HEADER = 4;
    /** An element header holds one length byte; more elements than this never occur and bound the work. */
    private static final int MAX_ELEMENTS = 16;

    private final int[] ids = new int[MAX_ELEMENTS];
    private final int[] offsets = new int[MAX_ELEMENTS];
    private final int[] lengths = new int[MAX_ELEMENTS];
    private byte[] buffer = new byte[0];
    private int offset;
    private int limit;
    private int at;
    private int count;
    private boolean twoByte;
    private boolean mixedAllowed;

    /**
     * Writes the fixed header.
     *
     * @param limit index behind the last byte that may be written
     * @param mixedAllowed whether the receiver takes two-byte element headers ({@code extmap-allow-mixed}); if not, what needs them is refused
     * @return false, with nothing written, if there is no room
     */
    public boolean begin(
            byte[] buffer,
            int offset,
            int limit,
            boolean mixedAllowed,
            boolean marker,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc) {
        this.buffer = buffer;
        this.offset = offset;
        this.limit = Math.min(limit, buffer.length);
        this.mixedAllowed = mixedAllowed;
        this.at = offset + RtpPacket.FIXED_HEADER;
        this.count = 0;
        this.twoByte = false;
        if (at > this.limit) {
            return false;
        }
        BigEndian.put16(buffer, offset, 0x8000 | (marker ? 0x80 : 0) | payloadType & 0x7f);
        BigEndian.put16(buffer, offset + 2, sequence);
        BigEndian.put32(buffer, offset + 4, timestamp);
        BigEndian.put32(buffer, offset + 8, ssrc);
        return true;
    }

    /**
     * Adds an extension element of which the caller writes the data.
     *
     * @param id 1 to 255
     * @param length bytes of data, 0 to 255
     * @return the index at which to write the data, valid until the next call of this method; or -1 if the element does not fit or needs a
     *     form that is not allowed, and then nothing has changed
     */
    public int extension(int id, int length) {
        if (id < 1 || id > 255 || length < 0 || length > 255 || count == MAX_ELEMENTS) {
            return -1;
        }
        // Id 15 is reserved in the one-byte form.
        boolean wide = twoByte || id > 14 || length > 16 || length == 0;
        if (wide && !mixedAllowed) {
            return -1;
        }
        int widening = wide && !twoByte ? count : 0;
        int from = (count == 0 ? at + BLOCK_HEADER : at) + widening;
        int data = from + (wide ? 2 : 1);
        int end = data + length;
        int unpadded = end - offset - RtpPacket.FIXED_HEADER;
        if (offset + RtpPacket.FIXED_HEADER + (unpadded + 3 & ~3) > limit) {
            return -1;
        }
        if (wide && !twoByte) {
            widen();
        }
        if (wide) {
            BigEndian.put8(buffer, from, id);
            BigEndian.put8(buffer, from + 1, length);
        } else {
            BigEndian.put8(buffer, from, id << 4 | length - 1);
        }
        ids[count] = id;
        offsets[count] = data;
        lengths[count] = length;
        count++;
        at = end;
        return data;
    }

    /** Adds an extension element by copying its data; false if it was refused as in {@link #extension(int, int)}. */
    public boolean extension(int id, byte[] source, int sourceOffset, int length) {
        int data = extension(id, length);
        if (data < 0) {
            return false;
        }
        System.arraycopy(source, sourceOffset, buffer, data, length);
        return true;
    }

    /** Completes the header. Returns its length in bytes: the payload belongs at {@code offset + } this. */
    public int finish() {
        if (count > 0) {
            int block = offset + RtpPacket.FIXED_HEADER;
            while ((at - block & 3) != 0) {
                buffer[at++] = 0;
            }
            buffer[offset] |= 0x10;
            BigEndian.put16(buffer, block, twoByte ? TWO_BYTE_PROFILE : ONE_BYTE_PROFILE);
            BigEndian.put16(buffer, block + 2, (at - block - BLOCK_HEADER) >> 2);
        }
        return at - offset;
    }

    /** Where the data of an element of this header lies, or -1: for a value that is only known when the packet leaves. */
    public int offsetOf(int id) {
        for (int i = 0; i < count; i++) {
            if (ids[i] == id) {
                return offsets[i];
            }
        }
        return -1;
    }

    /** Gives each element written so far a second header byte, from the last to the first so that nothing is overwritten unread. */
    private void widen() {
        for (int i = count - 1; i >= 0; i--) {
            int to = offsets[i] + i + 1;
            System.arraycopy(buffer, offsets[i], buffer, to, lengths[i]);
            BigEndian.put8(buffer, to - 2, ids[i]);
            BigEndian.put8(buffer, to - 1, lengths[i]);
            offsets[i] = to;
        }
        at += count;
        twoByte = true;
    }
}
