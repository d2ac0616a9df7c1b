package io.sluice.sfu.explain;

/**
 * A stream of a track at one moment. Counts since it began.
 *
 * @param layer its place, 0 the lowest
 * @param ssrc of the media
 * @param live whether it flows
 * @param packets with media, retransmissions not counted
 * @param bytes of payload in them
 * @param lost packets that neither came nor were repaired
 * @param retransmitted packets that came again
 * @param keyFrames that came
 * @param keyFrameRequests that were sent
 * @param jitterMillis of arrival
 */
public record LayerExplanation(
        int layer,
        long ssrc,
        boolean live,
        long packets,
        long bytes,
        long lost,
        long retransmitted,
        long keyFrames,
        long keyFrameRequests,
        double jitterMillis) {}
