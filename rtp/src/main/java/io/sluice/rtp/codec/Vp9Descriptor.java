package io.sluice.rtp.codec;

import io.sluice.rtp.packet.BigEndian;

/**
 * The VP9 payload descriptor (RFC 9628 §4.2). All that is known of a VP9 frame comes from here: of the frame itself end-to-end encryption
 * leaves no byte clear.
 */
public final class Vp9Descriptor {
    /** Most spatial layers. */
    public static final int MAX_LAYERS = 8;

    private static final int MAX_REFERENCES = 3;

    private final int[] widths = new int[MAX_LAYERS];
    private final int[] heights = new int[MAX_LAYERS];
    private final int[] references = new int[MAX_REFERENCES];
    private int flags;
    private int pictureId;
    private int pictureIdBits;
    private int layers;
    private int tl0;
    private int referenceCount;
    private int spatialLayers;
    private boolean sizes;
    private int at;
    private int length;

    /** Reads the descriptor at the start of a payload; false if the payload is shorter than its descriptor says, or has nothing behind it. */
    public boolean parse(byte[] buffer, int offset, int length) {
        int end = offset + length;
        at = offset;
        pictureId = -1;
        pictureIdBits = 0;
        layers = -1;
        tl0 = -1;
        referenceCount = 0;
        spatialLayers = 0;
        sizes = false;
        if (at >= end) {
            return false;
        }
        flags = buffer[at++] & 0xff;
        if (has(0x80) && !readPictureId(buffer, end)) {
            return false;
        }
        if (has(0x20) && !readLayers(buffer, end)) {
            return false;
        }
        if (has(0x10) && has(0x40) && !readReferences(buffer, end)) {
            return false;
        }
        if (has(0x02) && !readStructure(buffer, end)) {
            return false;
        }
        this.length = at - offset;
        return at < end;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private boolean readPictureId(byte[] buffer, int end) {
        if (at >= end) {
            return false;
        }
        pictureId = buffer[at] & 0x7f;
        pictureIdBits = 7;
        if (buffer[at++] < 0) {
            if (at >= end) {
                return false;
            }
            pictureId = pictureId << 8 | buffer[at++] & 0xff;
            pictureIdBits = 15;
        }
        return true;
    }

    private boolean readLayers(byte[] buffer, int end) {
        int size = has(0x10) ? 1 : 2;
        if (size > end - at) {
            return false;
        }
        layers = buffer[at++] & 0xff;
        if (size == 2) {
            tl0 = buffer[at++] & 0xff;
        }
        return true;
    }

    private boolean readReferences(byte[] buffer, int end) {
        boolean more;
        do {
            if (at >= end || referenceCount == MAX_REFERENCES) {
                return false;
            }
            int value = buffer[at++] & 0xff;
            references[referenceCount++] = value >> 1;
            more = (value & 1) != 0;
        } while (more);
        return true;
    }

    private boolean readStructure(byte[] buffer, int end) {
        if (at >= end) {
            return false;
        }
        int head = buffer[at++] & 0xff;
        spatialLayers = (head >> 5) + 1;
        if ((head & 0x10) != 0) {
            if (4 * spatialLayers > end - at) {
                return false;
            }
            for (int i = 0; i < spatialLayers; i++) {
                widths[i] = BigEndian.u16(buffer, at);
                heights[i] = BigEndian.u16(buffer, at + 2);
                at += 4;
            }
            sizes = true;
        }
        if ((head & 0x08) == 0) {
            return true;
        }
        if (at >= end) {
            return false;
        }
        // The group of pictures is walked over: each frame tells its layers itself.
        int pictures = buffer[at++] & 0xff;
        for (int i = 0; i < pictures; i++) {
            if (at >= end) {
                return false;
            }
            at += 1 + (buffer[at] >> 2 & 3);
        }
        return at <= end;
    }

    /** Bytes of the descriptor. */
    public int length() {
        return length;
    }

    /** The picture id, or -1. */
    public int pictureId() {
        return pictureId;
    }

    /** Bits of the picture id: 15, 7, or 0 if there is none. */
    public int pictureIdBits() {
        return pictureIdBits;
    }

    /** The temporal layer, 0 to 7, or -1. */
    public int temporalId() {
        return layers < 0 ? -1 : layers >> 5;
    }

    /** The spatial layer, 0 to 7, or -1. */
    public int spatialId() {
        return layers < 0 ? -1 : layers >> 1 & 7;
    }

    /** Whether from this frame on its temporal layer may be forwarded (bit U). */
    public boolean switchingUpPoint() {
        return layers >= 0 && (layers & 0x10) != 0;
    }

    /** Whether the frame refers to the next lower spatial layer of its picture (bit D). */
    public boolean interLayer() {
        return layers >= 0 && (layers & 1) != 0;
    }

    /** Whether the frame refers to other pictures (bit P). */
    public boolean interPicture() {
        return has(0x40);
    }

    /** Whether the references are told with each frame instead of by a fixed pattern (bit F). */
    public boolean flexible() {
        return has(0x10);
    }

    /** Whether the payload begins a layer's frame (bit B). */
    public boolean startOfFrame() {
        return has(0x08);
    }

    /** Whether the payload ends a layer's frame (bit E). */
    public boolean endOfFrame() {
        return has(0x04);
    }

    /** Whether no higher spatial layer of the picture refers to this frame (bit Z). */
    public boolean notReferenceForHigherLayers() {
        return has(0x01);
    }

    /** TL0PICIDX, or -1. */
    public int tl0() {
        return tl0;
    }

    /** Number of referred pictures that are told, at most 3. */
    public int references() {
        return referenceCount;
    }

    /** How many pictures back a referred one lies. */
    public int reference(int index) {
        return references[index];
    }

    /** Number of spatial layers, if the payload tells the stream's structure; else 0. */
    public int spatialLayers() {
        return spatialLayers;
    }

    /** Pixels of width of a layer, if told; else 0. */
    public int width(int spatialId) {
        return sizes && spatialId < spatialLayers ? widths[spatialId] : 0;
    }

    /** Pixels of height of a layer, if told; else 0. */
    public int height(int spatialId) {
        return sizes && spatialId < spatialLayers ? heights[spatialId] : 0;
    }

    /**
     * Writes other counters into a descriptor; fields that it does not have, and the width of the picture id, stay as they are.
     *
     * @param offset where a descriptor begins that {@link #parse} has accepted
     * @param pictureId of which as many low bits are written as there is room for
     * @param tl0 0 to 255
     */
    public static void renumber(byte[] buffer, int offset, int pictureId, int tl0) {
        int flags = buffer[offset];
        int at = offset + 1;
        if ((flags & 0x80) != 0) {
            if (buffer[at] < 0) {
                BigEndian.put16(buffer, at, 0x8000 | pictureId & 0x7fff);
                at += 2;
            } else {
                buffer[at++] = (byte) (pictureId & 0x7f);
            }
        }
        if ((flags & 0x30) == 0x20) {
            buffer[at + 1] = (byte) tl0;
        }
    }

    /**
     * Whether the payload begins a key frame: the start of a base layer frame that refers to nothing. A higher layer's frame may also refer
     * to no other picture; that is no key frame.
     */
    public boolean keyFrame() {
        return startOfFrame() && !interPicture() && spatialId() <= 0;
    }
}
