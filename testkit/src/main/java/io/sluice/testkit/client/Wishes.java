package io.sluice.testkit.client;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.publish.VideoLayer;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;

/** Announcements of the scripted tracks. */
final class Wishes {
    private Wishes() {}

    static TrackRequest microphone(String cid) {
        return of(cid, MediaKind.AUDIO, TrackSource.MICROPHONE, List.of(), 0, 0);
    }

    static TrackRequest camera(String cid) {
        List<VideoLayer> layers = List.of(
                layer(VideoQuality.LOW, 320, 150_000),
                layer(VideoQuality.MEDIUM, 640, 450_000),
                layer(VideoQuality.HIGH, 1280, 1_700_000));
        return of(cid, MediaKind.VIDEO, TrackSource.CAMERA, layers, 1280, 720);
    }

    private static VideoLayer layer(VideoQuality quality, int width, int bitrate) {
        return new VideoLayer(quality, width, width * 9 / 16, bitrate, 0, 0, "", 0);
    }

    private static TrackRequest of(
            String cid, MediaKind kind, TrackSource source, List<VideoLayer> layers, int width, int height) {
        return new TrackRequest(
                cid,
                cid,
                kind,
                width,
                height,
                false,
                source,
                layers,
                List.of(),
                "",
                false,
                false,
                false,
                Encryption.NONE,
                "",
                BackupCodecPolicy.PREFER_REGRESSION,
                List.of(),
                List.of());
    }
}
