package io.sluice.sfu.negotiate;

import io.sluice.rtp.codec.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload type of a section: rtpmap, fmtp and rtcp-fb together.
 *
 * @param payloadType 0 to 127
 * @param name as in the rtpmap, for example {@code VP8}, {@code opus}, {@code rtx}
 * @param clockRate ticks a second
 * @param channels 1 where the rtpmap names none
 * @param fmtp the parameters after the payload type, empty for none
 * @param feedback the values of the rtcp-fb lines, for example {@code nack pli}
 */
public record CodecParameters(
        int payloadType, String name, int clockRate, int channels, String fmtp, List<String> feedback) {
    public CodecParameters {
        feedback = List.copyOf(feedback);
    }

    /** The codec of that name, null if we do not know it. */
    public @Nullable Codec codec() {
        return Codec.byName(name);
    }
}
