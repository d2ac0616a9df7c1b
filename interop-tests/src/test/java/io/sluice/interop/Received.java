package io.sluice.interop;

/** What the receiver of a track has counted so far. */
record Received(long packets, long frames, int width, double frozenSeconds) {
    static final Received NOTHING = new Received(0, 0, 0, 0);
}
