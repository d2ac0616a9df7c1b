package io.sluice.rtp.ext;

import io.sluice.rtp.packet.BigEndian;

/**
 * Copies dependency descriptors (AV1 RTP specification, appendix A.8.2) with another frame number and other active decode targets, all else
 * bit for bit. {@link #prepare}, then {@link #write}. Reusable.
 */
public final class DependencyDescriptorWriter {
    /** No word about active decode targets but the one that the descriptor has. */
    public static final int KEEP_TARGETS = -1;

    private static final int MANDATORY = 3;
    private static final int MANDATORY_BITS = 24;
    private static final int FLAGS = 5;
    private static final int FIRST_FLAG = 0x10;
    private static final int ACTIVE_FLAG = 0x08;

    private final BitReader in = new BitReader();
    private final DependencyStructure attached = new DependencyStructure();
    private byte[] source = {};
    private int offset;
    private int length;
    private int targets;
    private int mask;
    private int maskBits;
    private int maskAt;
    private boolean replaced;

    /**
     * Takes the descriptor to copy.
     *
     * @param length bytes of it
     * @param active a bit for each decode target that stays active, or {@link #KEEP_TARGETS}
     * @param targets decode targets of the stream's structure, 1 to 30; not used where the descriptor brings a structure
     * @return bytes that {@link #write} will write; -1 if the descriptor is malformed
     */
    public int prepare(byte[] buffer, int offset, int length, int active, int targets) {
        source = buffer;
        this.offset = offset;
        this.length = length;
        maskBits = 0;
        if (length < MANDATORY) {
            return -1;
        }
        if (active == KEEP_TARGETS) {
            return length;
        }
        in.wrap(buffer, offset, length);
        in.bits(MANDATORY_BITS);
        int flags = length > MANDATORY ? in.bits(FLAGS) : 0;
        this.targets = targets;
        if ((flags & FIRST_FLAG) != 0) {
            if (!attached.read(in)) {
                return -1;
            }
            this.targets = attached.decodeTargets();
        }
        if (this.targets > 30) {
            return length;
        }
        maskAt = in.position();
        maskBits = this.targets;
        mask = active & (1 << maskBits) - 1;
        replaced = (flags & ACTIVE_FLAG) != 0;
        if (replaced) {
            mask &= in.bits(maskBits);
        }
        int rest = in.left();
        int bits = (length > MANDATORY ? maskAt - 8 * offset : MANDATORY_BITS + FLAGS) + maskBits + rest;
        return in.overrun() ? -1 : bits + 7 >> 3;
    }

    /** Writes the copy. There must be as much room as {@link #prepare} said. */
    public void write(int frameNumber, byte[] out, int at) {
        if (maskBits == 0) {
            System.arraycopy(source, offset, out, at, length);
        } else {
            int to = 8 * at;
            if (length > MANDATORY) {
                int before = maskAt - 8 * offset;
                to = copy(8 * offset, before, out, to);
                out[at + MANDATORY] |= ACTIVE_FLAG << 3;
            } else {
                to = copy(8 * offset, MANDATORY_BITS, out, to);
                to = put(ACTIVE_FLAG, FLAGS, out, to);
            }
            to = put(mask, maskBits, out, to);
            int from = length > MANDATORY ? maskAt + (replaced ? maskBits : 0) : 8 * (offset + length);
            to = copy(from, 8 * (offset + length) - from, out, to);
            put(0, -to & 7, out, to);
        }
        BigEndian.put16(out, at + 1, frameNumber);
    }

    private int copy(int from, int count, byte[] out, int to) {
        int read = from;
        int write = to;
        int left = count;
        while (left > 0) {
            int take = Math.min(left, 8 - (read & 7));
            int part = (source[read >> 3] & 0xff) >> 8 - (read & 7) - take & (1 << take) - 1;
            write = put(part, take, out, write);
            read += take;
            left -= take;
        }
        return write;
    }

    private static int put(int value, int count, byte[] out, int to) {
        int at = to;
        for (int bit = count - 1; bit >= 0; bit--) {
            int weight = 0x80 >> (at & 7);
            if ((value >> bit & 1) != 0) {
                out[at >> 3] |= (byte) weight;
            } else {
                out[at >> 3] &= (byte) ~weight;
            }
            at++;
        }
        return at;
    }
}
