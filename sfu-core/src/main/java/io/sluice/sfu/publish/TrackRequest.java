package io.sluice.sfu.publish;

import io.sluice.sfu.negotiate.MediaKind;
import java.util.List;

/**
 * A client's wish to publish a track.
 *
 * @param cid the client's own id of the track, by which its media section will be recognised
 * @param name free text
 * @param kind audio or video; {@link MediaKind#APPLICATION} stands for anything else and is refused
 * @param width pixels of video
 * @param height pixels of video
 * @param muted whether it starts muted
 * @param source where it comes from
 * @param layers layers of video that hold for every codec without its own
 * @param codecs codecs in order of preference; may be empty
 * @param sid set when a codec is added to a track that is published already
 * @param stereo two channels
 * @param disableDtx Opus must not go silent
 * @param disableRed no redundant audio
 * @param encryption end-to-end encryption
 * @param stream MediaStream to join, empty for the source's own
 * @param backupPolicy what to do for subscribers without the codec
 * @param audioFeatures facts about the audio
 * @param trailerFeatures facts about frame trailers
 */
public record TrackRequest(
        String cid,
        String name,
        MediaKind kind,
        int width,
        int height,
        boolean muted,
        TrackSource source,
        List<VideoLayer> layers,
        List<CodecRequest> codecs,
        String sid,
        boolean stereo,
        boolean disableDtx,
        boolean disableRed,
        Encryption encryption,
        String stream,
        BackupCodecPolicy backupPolicy,
        List<AudioFeature> audioFeatures,
        List<PacketTrailerFeature> trailerFeatures) {
    public TrackRequest {
        layers = List.copyOf(layers);
        codecs = List.copyOf(codecs);
        audioFeatures = List.copyOf(audioFeatures);
        trailerFeatures = List.copyOf(trailerFeatures);
    }

    /**
     * One codec of the wish.
     *
     * @param codec short name or mime type
     * @param cid the media track that will carry it, empty for a backup that is not sent yet
     * @param layers its own layers, or none
     * @param layerMode how they are spread over streams
     */
    public record CodecRequest(String codec, String cid, List<VideoLayer> layers, LayerMode layerMode) {
        public CodecRequest {
            layers = List.copyOf(layers);
        }
    }
}
