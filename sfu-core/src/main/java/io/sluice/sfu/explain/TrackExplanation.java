package io.sluice.sfu.explain;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;

/**
 * A published track at one moment.
 *
 * @param sid its id
 * @param name given by the publisher
 * @param kind audio or video
 * @param source where it comes from
 * @param mimeType of what was negotiated
 * @param encryption end to end
 * @param muted whether it is muted
 * @param heard false for a microphone that is held back because others are louder
 * @param score the quality of what arrives, 0 to 100
 * @param wanted the highest quality that any subscriber wants
 * @param layers the streams that have come, low to high
 */
public record TrackExplanation(
        String sid,
        String name,
        MediaKind kind,
        TrackSource source,
        String mimeType,
        Encryption encryption,
        boolean muted,
        boolean heard,
        double score,
        VideoQuality wanted,
        List<LayerExplanation> layers) {
    public TrackExplanation {
        layers = List.copyOf(layers);
    }
}
