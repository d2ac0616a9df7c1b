package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.sfu.track.SourceStream;
import org.jspecify.annotations.Nullable;

/** Which gate a stream needs, by what its first packet tells. */
final class FrameGates {
    private FrameGates() {}

    /** The gate for a piece that begins with this packet; null where all frames pass, or VP8's descriptor tells. */
    static @Nullable FrameGate of(SourceStream source, FrameInfo frame) {
        if (frame.described) {
            return new TargetGate(source.layers());
        }
        if (source.codec() == Codec.VP9 && frame.pictureIdBits != 0) {
            return new PictureGate();
        }
        return source.codec() == Codec.H265 ? new TemporalGate() : null;
    }
}
