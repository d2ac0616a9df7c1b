package io.sluice.interop;

/** What the receiver of a track has counted so far. */
record Received(long packets, long lost, long frames, int width, long freezes, double frozenSeconds, long keyFrames) {
    static final Received NOTHING = new Received(0, 0, 0, 0);
}
