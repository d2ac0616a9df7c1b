package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;

/**
 * The gate of VP9 with layers inside, by its payload descriptor alone (RFC 9628 §4.2). A layer is open while each of its frames went out; a
 * frame can be decoded if its layer is open or it refers to no other picture, and the layer below went out where it refers to that.
 */
final class PictureGate extends FrameGate {
    private static final int LAYER_BITS = 3;
    private static final int MAX_SPATIAL = 7;

    private int open;
    private int sent;
    private int top;
    private int temporal;
    private boolean temporalPasses;
    /** What comes in higher temporal layers refers to nothing there that was held back. */
    private boolean up;

    private long picture = Long.MIN_VALUE;
    private long unwrapped = -1;

    @Override
    void started() {
        open = 0;
        sent = 0;
        top = 0;
        temporal = LayerSelector.MAX_TEMPORAL;
        up = false;
        picture = Long.MIN_VALUE;
    }

    @Override
    long idOf(FrameInfo frame, long described, long timestamp) {
        int shift = Integer.SIZE - frame.pictureIdBits;
        long id = unwrapped < 0
                ? (1L << 16) + frame.pictureId
                : unwrapped + (frame.pictureId - (int) unwrapped << shift >> shift);
        unwrapped = Math.max(unwrapped, id);
        return Math.max(1, id) << LAYER_BITS | Math.clamp(frame.spatialId, 0, MAX_SPATIAL);
    }

    @Override
    boolean decide(long id, long picture, FrameInfo frame, LayerSelector selector) {
        if (picture != this.picture) {
            this.picture = picture;
            sent = 0;
            newPicture(frame, selector);
        }
        if (!temporalPasses) {
            return false;
        }
        int layer = Math.clamp(frame.spatialId, 0, MAX_SPATIAL);
        int bit = 1 << layer;
        boolean joins = (open & bit) != 0 || !frame.interPicture;
        boolean based = layer == 0 || !frame.interLayer || (sent & bit >> 1) != 0;
        if (joins && based && layer > top && layer <= selector.targetInside()) {
            top = layer;
            selector.settle(top);
        }
        // Between key frames nothing needs the lower layers of some modes but those who watch them.
        boolean needed = layer == top || layer < top && !frame.vp9.notReferenceForHigherLayers();
        boolean passes = joins && based && needed;
        if (passes) {
            open |= bit;
            sent |= bit;
        } else {
            open &= ~bit;
        }
        return passes;
    }

    private void newPicture(FrameInfo frame, LayerSelector selector) {
        int wanted = selector.wantedTemporal();
        int own = Math.max(0, frame.temporalId);
        if (temporal > wanted || frame.keyFrame) {
            temporal = wanted;
        } else if (own == temporal + 1 && own <= wanted && (frame.layerSync || up)) {
            temporal = own;
        }
        temporalPasses = own <= temporal;
        up = temporalPasses && (up || frame.layerSync);
        int aim = Math.max(0, selector.targetInside());
        if (frame.keyFrame) {
            open = 0;
            top = aim;
            selector.settle(top);
            return;
        }
        int within = open & (2 << aim) - 1;
        if (within != 0) {
            top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(within);
        } else if (open != 0) {
            top = Integer.numberOfTrailingZeros(open);
        }
        selector.settle(top);
    }

    @Override
    boolean decideLate(FrameInfo frame, LayerSelector selector) {
        int layer = Math.clamp(frame.spatialId, 0, MAX_SPATIAL);
        return Math.max(0, frame.temporalId) <= temporal
                && (layer == top || layer < top && !frame.vp9.notReferenceForHigherLayers());
    }

    @Override
    boolean adjacent(long id, boolean ended, long next) {
        return ended ? next == (id >> LAYER_BITS) + 1 << LAYER_BITS : next == id + 1;
    }

    @Override
    boolean endsPicture(FrameInfo frame) {
        return frame.endOfFrame && Math.max(0, frame.spatialId) == top;
    }

    @Override
    boolean reaches(int layer) {
        return (open & 1 << layer) != 0;
    }
}
