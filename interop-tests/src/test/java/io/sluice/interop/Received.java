package io.sluice.interop;

import org.jspecify.annotations.Nullable;

/**
 * What the receiver of a track has counted so far: pictures of video, samples of sound, those made up for lost ones among them, and frames
 * of sound that came once more with others.
 */
record Received(
        @Nullable String codec,
        long packets,
        long lost,
        long frames,
        int width,
        double frozenSeconds,
        long samples,
        long concealed,
        long repeated) {
    static final Received NOTHING = new Received(null, 0, 0, 0, 0, 0, 0, 0, 0);
}
