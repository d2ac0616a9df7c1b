package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.ext.DependencyDescriptor;
import io.sluice.rtp.ext.DependencyStructure;
import io.sluice.sfu.track.StreamLayers;

/**
 * The gate of a stream with dependency descriptors (AV1 RTP specification, appendix A.4): picks the decode target that fits, and lets through
 * what belongs to it. The chains tell where another target can be joined: one is intact while every frame in it went out.
 */
final class TargetGate extends FrameGate {
    private final StreamLayers layers;
    private int broken;
    private int target = -1;
    private long picture = Long.MIN_VALUE;
    private int spatial;

    TargetGate(StreamLayers layers) {
        this.layers = layers;
    }

    @Override
    void started() {
        broken = 0;
        target = -1;
        picture = Long.MIN_VALUE;
    }

    @Override
    long idOf(FrameInfo frame, long described, long timestamp) {
        return described;
    }

    @Override
    boolean decide(long id, long picture, FrameInfo frame, LayerSelector selector) {
        DependencyDescriptor descriptor = frame.dependency;
        followChains(id, descriptor);
        if (picture != this.picture) {
            // Within a picture the choice stands: the receiver has to see an end of it.
            this.picture = picture;
            choose(selector);
        }
        if (target < 0 || target >= descriptor.decodeTargets() || (descriptor.present() & 1 << target) == 0) {
            return false;
        }
        for (int i = 0; i < descriptor.references(); i++) {
            if (heldBack(id - descriptor.reference(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean decideLate(FrameInfo frame, LayerSelector selector) {
        return target >= 0 && (frame.dependency.present() & 1 << target) != 0;
    }

    private void followChains(long id, DependencyDescriptor descriptor) {
        for (int chain = 0; chain < descriptor.chains(); chain++) {
            int distance = descriptor.chainDistance(chain);
            if (distance == 0) {
                broken &= ~(1 << chain);
            } else if (heldBack(id - distance)) {
                broken |= 1 << chain;
            }
        }
    }

    /** The best target up to what is wanted; where none can be joined, that of the next larger picture, which has to wait for a key frame. */
    private void choose(LayerSelector selector) {
        int wantedSpatial = selector.targetInside();
        int wantedTemporal = selector.wantedTemporal();
        int above = -1;
        int within = -1;
        DependencyStructure structure = layers.structure();
        for (int place = 0; place < structure.decodeTargets() && within < 0; place++) {
            int candidate = layers.target(place);
            if (structure.targetTemporalId(candidate) > wantedTemporal || !joinable(structure, candidate)) {
                continue;
            }
            if (structure.targetSpatialId(candidate) <= wantedSpatial) {
                within = candidate;
            } else if (above < 0 || structure.targetSpatialId(candidate) < structure.targetSpatialId(above)) {
                above = candidate;
            }
        }
        int chosen = within >= 0 ? within : above;
        if (chosen >= 0) {
            target = chosen;
            spatial = structure.targetSpatialId(chosen);
            selector.settle(spatial);
        }
    }

    private boolean joinable(DependencyStructure structure, int candidate) {
        boolean active = (layers.active() & 1 << candidate) != 0;
        boolean intact = structure.chains() == 0 || (broken & 1 << structure.protectedBy(candidate)) == 0;
        return active && intact;
    }

    @Override
    boolean adjacent(long id, boolean ended, long next) {
        return next == id + 1;
    }

    @Override
    boolean endsPicture(FrameInfo frame) {
        return frame.endOfFrame && frame.spatialId == spatial;
    }

    @Override
    int activeTargets() {
        DependencyStructure structure = layers.structure();
        return target < 0 || target >= structure.decodeTargets()
                ? -1
                : structure.covered(target) & layers.active() & structure.allTargets();
    }

    @Override
    boolean reaches(int layer) {
        DependencyStructure structure = layers.structure();
        for (int candidate = 0; candidate < structure.decodeTargets(); candidate++) {
            if (structure.targetSpatialId(candidate) == layer && joinable(structure, candidate)) {
                return true;
            }
        }
        return false;
    }
}
