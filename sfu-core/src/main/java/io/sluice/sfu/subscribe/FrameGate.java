package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;
import java.util.Arrays;

/**
 * Decides frame by frame which part of a stream with layers inside goes to one subscriber ({@code docs/algorithms/svc.md}). A frame passes or
 * is held back as a whole: what was decided at its first packet is remembered for the others, and for packets that come late.
 */
abstract class FrameGate {
    /** Frames that are remembered, a prime so that any spacing of their ids spreads over all places. */
    private static final int FRAMES = 251;

    private final long[] ids = new long[FRAMES];
    private final boolean[] passed = new boolean[FRAMES];

    private long first;
    private long newest;

    /** A piece begins with this frame. */
    final void begin(long frame) {
        Arrays.fill(ids, 0);
        first = frame;
        newest = frame - 1;
        started();
    }

    /**
     * Whether a packet's frame passes.
     *
     * @param id of the frame: grows in the order of decoding; never 0
     * @param picture what all layers of one moment have in common
     */
    final boolean passes(long id, long picture, FrameInfo frame, LayerSelector selector) {
        int place = (int) (id % FRAMES);
        if (ids[place] == id) {
            return passed[place];
        }
        if (id < first) {
            return false;
        }
        boolean passes;
        if (id > newest) {
            newest = id;
            passes = decide(id, picture, frame, selector);
        } else {
            passes = decideLate(frame, selector);
        }
        ids[place] = id;
        passed[place] = passes;
        return passes;
    }

    /** Whether a frame that others refer to did not go out, and never will. */
    final boolean heldBack(long id) {
        int place = (int) (id % FRAMES);
        return id < first || ids[place] == id && !passed[place];
    }

    /** Nothing of the stream was sent so far. */
    abstract void started();

    /** The frame's number in {@link #passes}, from the source's view of the packet at hand. */
    abstract long idOf(FrameInfo frame, long described, long timestamp);

    /** A frame that nothing newer came before. */
    abstract boolean decide(long id, long picture, FrameInfo frame, LayerSelector selector);

    /** A frame that was lost or overtaken and comes now. */
    abstract boolean decideLate(FrameInfo frame, LayerSelector selector);

    /**
     * Whether no frame can lie between two.
     *
     * @param ended whether the first of them was the last of its picture
     */
    abstract boolean adjacent(long id, boolean ended, long next);

    /** Whether the frame is the last of its picture that the subscriber gets. */
    abstract boolean endsPicture(FrameInfo frame);

    /** Whether a spatial layer can be shown from the next picture on, without a key frame. */
    abstract boolean reaches(int layer);

    /** The decode targets that the subscriber gets, as a bit mask; −1 where no descriptor has to tell. */
    int activeTargets() {
        return -1;
    }
}
