package io.sluice.rtp.codec;

import io.sluice.rtp.packet.BigEndian;

/**
 * The VP8 payload descriptor (RFC 7741 §4.2), which is always clear, and what the first ten bytes of a frame tell: under end-to-end
 * encryption one to ten bytes of a key frame and three of others stay clear.
 */
public final class Vp8Descriptor {
    /** Most bytes of a descriptor. */
    public static final int MAX_SIZE = 6;

    private static final int START_CODE = 0x9d012a;

    private int first;
    private int flags;
    private int pictureId;
    private int tl0;
    private int layers;
    private int length;
    private boolean keyFrame;
    private int width;
    private int height;

    /** Reads the descriptor at the start of a payload; false if the payload is shorter than its descriptor says, or has nothing behind it. */
    public boolean parse(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int at = offset;
        if (at >= end) {
            return false;
        }
        int head = buffer[at++] & 0xff;
        int extended = 0;
        int picture = -1;
        int index = -1;
        int layer = -1;
        if ((head & 0x80) != 0) {
            if (at == end) {
                return false;
            }
            // The four low bits are reserved.
            extended = buffer[at++] & 0xf0;
            if ((extended & 0x80) != 0) {
                if (at == end) {
                    return false;
                }
                picture = buffer[at] & 0x7f;
                if (buffer[at++] < 0) {
                    extended |= 1;
                    if (at == end) {
                        return false;
                    }
                    picture = picture << 8 | buffer[at++] & 0xff;
                }
            }
            if ((extended & 0x40) != 0) {
                if (at == end) {
                    return false;
                }
                index = buffer[at++] & 0xff;
            }
            if ((extended & 0x30) != 0) {
                if (at == end) {
                    return false;
                }
                layer = buffer[at++] & 0xff;
            }
        }
        if (at == end) {
            return false;
        }
        first = head;
        flags = extended;
        pictureId = picture;
        tl0 = index;
        layers = layer;
        this.length = at - offset;
        readFrame(buffer, at, end);
        return true;
    }

    /** The first bytes of the frame: its kind, and for a key frame start code and size (RFC 6386 §9.1). */
    private void readFrame(byte[] buffer, int at, int end) {
        keyFrame = startOfFrame() && (buffer[at] & 1) == 0;
        width = 0;
        height = 0;
        if (keyFrame && end - at >= 10 && BigEndian.u24(buffer, at + 3) == START_CODE) {
            width = (buffer[at + 6] & 0xff) | (buffer[at + 7] & 0x3f) << 8;
            height = (buffer[at + 8] & 0xff) | (buffer[at + 9] & 0x3f) << 8;
        }
    }

    /**
     * Writes the descriptor of a frame of the base layer that is one packet.
     *
     * @param buffer with room for {@value #MAX_SIZE} bytes
     * @param pictureId 15 bits, or -1 for none, and then neither of the others
     * @param tl0 TL0PICIDX, or -1 for none
     * @param keyIndex KEYIDX, or -1 for none
     * @return bytes written
     */
    public static int writeBase(byte[] buffer, int offset, int pictureId, int tl0, int keyIndex) {
        if (pictureId < 0) {
            buffer[offset] = 0x10;
            return 1;
        }
        boolean layered = tl0 >= 0;
        boolean keyed = keyIndex >= 0;
        buffer[offset] = (byte) 0x90;
        buffer[offset + 1] = (byte) (0x80 | (layered ? 0x60 : 0) | (keyed ? 0x10 : 0));
        BigEndian.put16(buffer, offset + 2, 0x8000 | pictureId);
        int at = offset + 4;
        if (layered) {
            buffer[at++] = (byte) tl0;
        }
        if (layered || keyed) {
            // Layer zero, which refers to nothing above.
            buffer[at++] = (byte) ((layered ? 0x20 : 0) | (keyed ? keyIndex : 0));
        }
        return at - offset;
    }

    /** Bytes of the descriptor, 1 to {@value #MAX_SIZE}. */
    public int length() {
        return length;
    }

    /** Whether the payload begins a frame: start of the first partition. */
    public boolean startOfFrame() {
        return (first & 0x17) == 0x10;
    }

    /** Whether no other frame refers to this one. */
    public boolean discardable() {
        return (first & 0x20) != 0;
    }

    /** Whether the payload begins a key frame. Only its first packet tells. */
    public boolean keyFrame() {
        return keyFrame;
    }

    /** Bits of the picture id: 15, 7, or 0 if there is none. */
    public int pictureIdBits() {
        return (flags & 0x80) == 0 ? 0 : (flags & 1) == 0 ? 7 : 15;
    }

    /** The picture id, or -1. */
    public int pictureId() {
        return pictureId;
    }

    /** TL0PICIDX, or -1. */
    public int tl0() {
        return tl0;
    }

    /** The temporal layer, 0 to 3, or -1. */
    public int temporalId() {
        return (flags & 0x20) == 0 ? -1 : layers >> 6;
    }

    /** Whether the frame refers to the base layer only, so that its layer may be forwarded from here; false without temporal layer. */
    public boolean layerSync() {
        return (flags & 0x20) != 0 && (layers & 0x20) != 0;
    }

    /** KEYIDX, 0 to 31, or -1. */
    public int keyIndex() {
        return (flags & 0x10) == 0 ? -1 : layers & 0x1f;
    }

    /** Pixels of width, of the first packet of a key frame that has its first ten bytes; else 0. */
    public int width() {
        return width;
    }

    /** Pixels of height, of the first packet of a key frame that has its first ten bytes; else 0. */
    public int height() {
        return height;
    }

    /** Bytes that {@link #rewrite} will write. */
    public int rewrittenLength(int pictureId, boolean wide) {
        int bits = pictureIdBits();
        if (bits == 0) {
            return length;
        }
        int before = bits == 15 ? 2 : 1;
        int after = wide || pictureId > 0x7f ? 2 : 1;
        return length - before + after;
    }

    /**
     * Writes this descriptor with other counters. Fields the descriptor does not have stay absent, whatever is given for them; all other
     * fields stay.
     *
     * @param pictureId 0 to 32767
     * @param wide whether to use 15 bits for a picture id that would fit into 7, so that the length of headers does not change on the way;
     *     what does not fit gets 15 in any case
     * @param tl0 0 to 255
     * @param keyIndex 0 to 31
     * @return bytes written, {@link #rewrittenLength}: up to one more or less than {@link #length}; -1 if there is no room
     */
    public int rewrite(int pictureId, boolean wide, int tl0, int keyIndex, byte[] out, int offset) {
        if (offset < 0 || rewrittenLength(pictureId, wide) > out.length - offset) {
            return -1;
        }
        int at = offset;
        out[at++] = (byte) first;
        if ((first & 0x80) != 0) {
            out[at++] = (byte) (flags & 0xf0);
            if ((flags & 0x80) != 0) {
                if (wide || pictureId > 0x7f) {
                    BigEndian.put16(out, at, 0x8000 | pictureId);
                    at += 2;
                } else {
                    out[at++] = (byte) pictureId;
                }
            }
            if ((flags & 0x40) != 0) {
                out[at++] = (byte) tl0;
            }
            if ((flags & 0x30) != 0) {
                int index = (flags & 0x10) != 0 ? keyIndex & 0x1f : layers & 0x1f;
                out[at++] = (byte) (layers & 0xe0 | index);
            }
        }
        return at - offset;
    }
}
