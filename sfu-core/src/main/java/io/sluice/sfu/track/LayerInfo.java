package io.sluice.sfu.track;

import org.jspecify.annotations.Nullable;

/**
 * What a publisher announced about one layer of a video track.
 *
 * @param quality {@link VideoQuality#LOW} to {@link VideoQuality#HIGH}
 * @param width pixels, 0 if unknown
 * @param height pixels, 0 if unknown
 * @param bitrate bits a second, 0 if unknown; a wish, not a measurement
 * @param rid the layer's restriction identifier (RFC 8851), null where the publisher has none
 */
public record LayerInfo(
        VideoQuality quality,
        int width,
        int height,
        int bitrate,
        @Nullable String rid) {}
