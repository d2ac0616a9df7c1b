package io.sluice.sfu.publish;

import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;

/**
 * One layer of a video track as clients are told of it.
 *
 * @param quality the name users choose it by
 * @param width pixels
 * @param height pixels
 * @param bitrate announced bits per second
 * @param ssrc 0 until its first packet
 * @param spatialLayer 0 is the smallest
 * @param rid its restriction identifier, empty without simulcast by rid
 * @param repairSsrc the source of its retransmissions, 0 if unknown
 */
public record VideoLayer(
        VideoQuality quality,
        int width,
        int height,
        int bitrate,
        long ssrc,
        int spatialLayer,
        String rid,
        long repairSsrc) {

    /** Layers as the media path wants them. */
    static List<LayerInfo> infos(List<VideoLayer> layers) {
        return layers.stream()
                .map(l -> new LayerInfo(l.quality, l.width, l.height, l.bitrate, l.rid.isEmpty() ? null : l.rid))
                .toList();
    }

    VideoLayer withRid(String newRid, int spatial) {
        return new VideoLayer(quality, width, height, bitrate, ssrc, spatial, newRid, repairSsrc);
    }

    VideoLayer withSsrc(long newSsrc, long newRepairSsrc) {
        return new VideoLayer(quality, width, height, bitrate, newSsrc, spatialLayer, rid, newRepairSsrc);
    }
}
