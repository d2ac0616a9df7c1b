package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;

/** The gate of a stream whose frames tell their temporal layer but not their number, which is H265 (RFC 7798 §1.1.4). */
final class TemporalGate extends FrameGate {
    @Override
    void started() {
        // The selector knows all there is.
    }

    @Override
    long idOf(FrameInfo frame, long described, long timestamp) {
        return timestamp;
    }

    @Override
    boolean decide(long id, long picture, FrameInfo frame, LayerSelector selector) {
        return selector.passesTemporal(Math.max(0, frame.temporalId), frame.layerSync);
    }

    @Override
    boolean decideLate(FrameInfo frame, LayerSelector selector) {
        return frame.temporalId <= selector.currentTemporal();
    }

    @Override
    boolean adjacent(long id, boolean ended, long next) {
        return false;
    }

    @Override
    boolean endsPicture(FrameInfo frame) {
        return false;
    }

    @Override
    boolean reaches(int layer) {
        return false;
    }
}
