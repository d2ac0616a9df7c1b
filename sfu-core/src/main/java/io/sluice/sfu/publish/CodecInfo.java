package io.sluice.sfu.publish;

import java.util.List;

/**
 * One codec in which a track is, or may be, published.
 *
 * @param mimeType for example {@code video/VP8}; spelt as the client did until media is negotiated
 * @param mid the media section, empty until negotiated
 * @param cid the client's id of the media track that carries it
 * @param layers its layers, smallest first
 * @param layerMode how they are spread over streams
 * @param sdpCid the track id in the SDP where the browser changed it, else empty
 */
public record CodecInfo(
        String mimeType, String mid, String cid, List<VideoLayer> layers, LayerMode layerMode, String sdpCid) {
    public CodecInfo {
        layers = List.copyOf(layers);
    }

    /** The rtpmap name: the mime type without its kind. */
    public String codecName() {
        return mimeType.substring(mimeType.indexOf('/') + 1);
    }
}
