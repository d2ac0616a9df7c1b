package io.sluice.interop;

/** What the receiver of a track has counted so far: pictures of video, samples of sound, those made up for lost ones among them. */
record Received(long packets, long lost, long frames, int width, double frozenSeconds, long samples, long concealed) {
    static final Received NOTHING = new Received(0, 0, 0, 0, 0, 0, 0);
}
