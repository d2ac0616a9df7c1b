package io.sluice.sfu.room;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.LayerMode;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.publish.VideoLayer;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;

/** Announcements of tracks, as browsers make them. */
final class Wishes {
    private Wishes() {}

    static TrackRequest microphone(String cid) {
        return of(cid, MediaKind.AUDIO, TrackSource.MICROPHONE, List.of(), "");
    }

    /** One layer. */
    static TrackRequest camera(String cid) {
        return of(cid, MediaKind.VIDEO, TrackSource.CAMERA, List.of(layer(VideoQuality.HIGH, 1280)), "");
    }

    /** Three layers. */
    static TrackRequest simulcastCamera(String cid) {
        List<VideoLayer> layers =
                List.of(layer(VideoQuality.LOW, 320), layer(VideoQuality.MEDIUM, 640), layer(VideoQuality.HIGH, 1280));
        return of(cid, MediaKind.VIDEO, TrackSource.CAMERA, layers, "");
    }

    static TrackRequest screen(String cid) {
        return of(cid, MediaKind.VIDEO, TrackSource.SCREEN_SHARE, List.of(layer(VideoQuality.HIGH, 1920)), "");
    }

    /** One layer, in VP9 with VP8 in reserve. */
    static TrackRequest cameraWithBackup(String cid, BackupCodecPolicy policy) {
        TrackRequest plain = camera(cid);
        return codecs(
                plain,
                "",
                policy,
                List.of(
                        new TrackRequest.CodecRequest("vp9", cid, List.of(), LayerMode.UNUSED),
                        new TrackRequest.CodecRequest("vp8", "", List.of(), LayerMode.UNUSED)));
    }

    /** In PCMU, with Opus in reserve. */
    static TrackRequest microphoneWithBackup(String cid, BackupCodecPolicy policy) {
        return codecs(
                microphone(cid),
                "",
                policy,
                List.of(
                        new TrackRequest.CodecRequest("audio/PCMU", cid, List.of(), LayerMode.UNUSED),
                        new TrackRequest.CodecRequest("audio/opus", "", List.of(), LayerMode.UNUSED)));
    }

    /** The codec in reserve is about to be sent. */
    static TrackRequest backup(String track, String cid, String codec) {
        return backup(camera(cid), track, cid, codec);
    }

    /** The codec of sound in reserve is about to be sent. */
    static TrackRequest audioBackup(String track, String cid, String codec) {
        return backup(microphone(cid), track, cid, codec);
    }

    private static TrackRequest backup(TrackRequest of, String track, String cid, String codec) {
        return codecs(
                of,
                track,
                BackupCodecPolicy.SIMULCAST,
                List.of(new TrackRequest.CodecRequest(codec, cid, List.of(), LayerMode.UNUSED)));
    }

    private static TrackRequest codecs(
            TrackRequest of, String sid, BackupCodecPolicy policy, List<TrackRequest.CodecRequest> codecs) {
        return new TrackRequest(
                of.cid(),
                of.name(),
                of.kind(),
                of.width(),
                of.height(),
                false,
                of.source(),
                of.layers(),
                codecs,
                sid,
                false,
                false,
                false,
                Encryption.NONE,
                "",
                policy,
                List.of(),
                List.of());
    }

    private static VideoLayer layer(VideoQuality quality, int width) {
        return new VideoLayer(quality, width, width * 9 / 16, width * 1_000, 0, 0, "", 0);
    }

    static TrackRequest of(String cid, MediaKind kind, TrackSource source, List<VideoLayer> layers, String sid) {
        boolean video = kind == MediaKind.VIDEO;
        return new TrackRequest(
                cid,
                "track " + cid,
                kind,
                video ? 1280 : 0,
                video ? 720 : 0,
                false,
                source,
                layers,
                List.of(),
                sid,
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
