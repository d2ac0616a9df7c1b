package io.sluice.sfu.negotiate;

import java.util.List;

/**
 * How a track that we send shows in a description.
 *
 * @param msid stream and track id
 * @param ssrc the media's source
 * @param rtxSsrc the retransmissions' source; 0 for none
 * @param codec the rtpmap name of the codec that the source sends now
 * @param stereo whether an Opus track has two channels
 */
public record OutgoingStream(StreamId msid, long ssrc, long rtxSsrc, String codec, boolean stereo) {
    /** The ssrc lines. The stream's id is its canonical name, so that audio and video of one stream are played in step. */
    List<SsrcParameters> ssrcs(boolean withRtx) {
        SsrcParameters media = new SsrcParameters(ssrc, msid.stream(), msid);
        return withRtx && rtxSsrc != 0
                ? List.of(media, new SsrcParameters(rtxSsrc, msid.stream(), msid))
                : List.of(media);
    }

    /** The pairing of media and retransmission (RFC 4588 §8.6 by RFC 5576 FID). */
    List<SsrcGroup> groups(boolean withRtx) {
        return withRtx && rtxSsrc != 0 ? List.of(new SsrcGroup("FID", List.of(ssrc, rtxSsrc))) : List.of();
    }
}
