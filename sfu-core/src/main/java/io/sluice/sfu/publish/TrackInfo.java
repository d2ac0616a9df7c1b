package io.sluice.sfu.publish;

import io.sluice.sfu.negotiate.MediaKind;
import java.util.List;

/**
 * A published track as everybody in the room is told of it; a snapshot.
 *
 * @param sid server-wide id, {@code TR_…}
 * @param kind audio or video
 * @param name free text of the publisher
 * @param muted whether the publisher, or an admin, muted it
 * @param width pixels of video
 * @param height pixels of video
 * @param source where it comes from
 * @param layers layers of the first codec
 * @param mimeType of the negotiated codec, empty before
 * @param mid media section of the publisher, empty before
 * @param codecs all codecs
 * @param disableRed no redundant audio
 * @param encryption end-to-end encryption
 * @param stream the MediaStream it joins
 * @param versionMicros when it last changed in kind, microseconds of the epoch
 * @param audioFeatures facts about the audio
 * @param backupPolicy what to do for subscribers without the codec
 * @param trailerFeatures facts about frame trailers
 */
public record TrackInfo(
        String sid,
        MediaKind kind,
        String name,
        boolean muted,
        int width,
        int height,
        TrackSource source,
        List<VideoLayer> layers,
        String mimeType,
        String mid,
        List<CodecInfo> codecs,
        boolean disableRed,
        Encryption encryption,
        String stream,
        long versionMicros,
        List<AudioFeature> audioFeatures,
        BackupCodecPolicy backupPolicy,
        List<PacketTrailerFeature> trailerFeatures) {
    public TrackInfo {
        layers = List.copyOf(layers);
        codecs = List.copyOf(codecs);
        audioFeatures = List.copyOf(audioFeatures);
        trailerFeatures = List.copyOf(trailerFeatures);
    }

    /** Whether several streams carry the layers of the first codec. */
    public boolean simulcast() {
        return !codecs.isEmpty()
                && codecs.getFirst().layerMode() != LayerMode.MULTIPLE_SPATIAL_LAYERS_PER_STREAM
                && codecs.getFirst().layers().size() > 1;
    }

    /** Whether Opus has two channels. */
    public boolean stereo() {
        return audioFeatures.contains(AudioFeature.STEREO);
    }

    /** Whether Opus must not go silent. */
    public boolean disableDtx() {
        return audioFeatures.contains(AudioFeature.NO_DTX);
    }
}
