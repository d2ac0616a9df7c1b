package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.ext.DependencyDescriptor;
import io.sluice.rtp.ext.DependencyStructure;
import io.sluice.rtp.packet.RtpPacket;

/**
 * The layers inside one stream as its dependency descriptors tell them: the structure that holds now, which decode targets are active, and
 * where each packet's frame stands. Read once for a packet, for all subscribers ({@code docs/algorithms/svc.md} §2).
 */
public final class StreamLayers {
    private static final long FIRST_CYCLE = 1L << 16;

    private final DependencyStructure structure = new DependencyStructure();
    // Decode targets from the best to the least: by spatial, then by temporal layer.
    private final int[] order = new int[DependencyStructure.MAX_DECODE_TARGETS];
    private int active;
    private long newest = -1;
    private long frame;

    /** Forgets everything. */
    void reset() {
        structure.clear();
        newest = -1;
        active = 0;
    }

    /**
     * Completes what a payload tells by the packet's descriptor, if there is one that can be read.
     *
     * @param id of the extension, 0 for none
     * @param inOrder whether nothing newer came before; only then the descriptor's structure and active targets take effect
     */
    void read(Codec codec, RtpPacket packet, int id, boolean inOrder, FrameInfo info) {
        // VP8 tells its layers itself, and its picture numbers are written anew.
        if (id == 0 || codec.isAudio() || codec == Codec.VP8) {
            return;
        }
        DependencyDescriptor descriptor = info.dependency;
        if (!descriptor.parse(packet, id, structure)) {
            return;
        }
        PayloadClassifier.apply(descriptor, info);
        boolean current = inOrder || structure.isEmpty();
        if (current && descriptor.hasStructure()) {
            structure.copyFrom(descriptor.structure());
            sort();
        }
        if (current && descriptor.hasActiveTargets()) {
            active = descriptor.activeTargets();
        }
        frame = newest < 0
                ? FIRST_CYCLE + descriptor.frameNumber()
                : Math.max(0, newest + (short) (descriptor.frameNumber() - (int) newest));
        newest = Math.max(newest, frame);
    }

    private void sort() {
        int count = structure.decodeTargets();
        for (int i = 0; i < count; i++) {
            int at = i;
            while (at > 0 && above(i, order[at - 1])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
    }

    private boolean above(int target, int other) {
        int spatial = structure.targetSpatialId(target) - structure.targetSpatialId(other);
        return spatial != 0 ? spatial > 0 : structure.targetTemporalId(target) > structure.targetTemporalId(other);
    }

    /** What the descriptors of now refer to; empty while none came. */
    public DependencyStructure structure() {
        return structure;
    }

    /** The decode target at a place in the order of quality, 0 for the best. */
    public int target(int place) {
        return order[place];
    }

    /** The active decode targets, the least significant bit for target 0. */
    public int active() {
        return active;
    }

    /** The number of the frame of the packet at hand, 64 bits. */
    public long frame() {
        return frame;
    }

    /** The spatial layers that have an active decode target, as a bit mask. */
    int activeLayers() {
        int mask = 0;
        for (int left = active & structure.allTargets(); left != 0; left &= left - 1) {
            mask |= 1 << structure.targetSpatialId(Integer.numberOfTrailingZeros(left));
        }
        return mask;
    }

    /** Where {@link LayerRates} keeps a decode target, -1 for one above all that is kept. */
    int cell(int target) {
        int spatial = structure.targetSpatialId(target);
        int temporal = structure.targetTemporalId(target);
        return spatial < LayerRates.SPATIAL && temporal < LayerRates.TEMPORAL
                ? spatial * LayerRates.TEMPORAL + temporal
                : -1;
    }
}
