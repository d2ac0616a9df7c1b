package io.sluice.sfu.publish;

import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.negotiate.IncomingPreference;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.PublishedTrack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A track from its announcement to its end: first pending (known to its publisher only), then published, when its media section has come.
 * Holds what people are told of it; the media itself is the {@link PublishedTrack}.
 */
public final class Publication {
    private final String sid;
    private final TrackRequest request;
    private final Set<AudioFeature> features = EnumSet.noneOf(AudioFeature.class);
    private List<CodecInfo> codecs;
    private List<VideoLayer> layers;
    private boolean muted;
    private int width;
    private int height;
    private String mimeType = "";
    private String mid = "";
    private long versionMicros;
    private long announcedMicros;
    private @Nullable PublishedTrack media;
    private final @Nullable Backup backup;

    /**
     * A track that was just announced.
     *
     * @param sid its new id
     * @param request the client's wish
     * @param catalog codecs of the room: what is not in it is replaced by the first of its kind
     */
    public Publication(String sid, TrackRequest request, CodecCatalog catalog) {
        this.sid = sid;
        this.request = request;
        this.muted = request.muted();
        this.width = request.width();
        this.height = request.height();
        features(request.audioFeatures());
        if (request.stereo()) {
            features.add(AudioFeature.STEREO);
        }
        if (request.disableDtx()) {
            features.add(AudioFeature.NO_DTX);
        }
        this.layers = LayerPlan.withRids(request.layers(), List.of());
        this.codecs = announcedCodecs(catalog);
        this.backup = codecs.size() > 1 ? new Backup(request.kind(), codecs.get(1)) : null;
    }

    private List<CodecInfo> announcedCodecs(CodecCatalog catalog) {
        if (request.codecs().isEmpty()) {
            return List.of(new CodecInfo("", "", request.cid(), layers, LayerMode.ONE_SPATIAL_LAYER_PER_STREAM, ""));
        }
        List<CodecInfo> announced = new ArrayList<>();
        for (TrackRequest.CodecRequest codec : request.codecs()) {
            String name = codec.codec().substring(codec.codec().indexOf('/') + 1);
            if (!catalog.allows(request.kind(), name)) {
                name = request.kind() == MediaKind.AUDIO ? "opus" : "VP8";
            }
            String mime = CodecCatalog.mime(request.kind(), name);
            if (announced.stream().anyMatch(c -> c.mimeType().equalsIgnoreCase(mime))) {
                continue;
            }
            List<VideoLayer> own = codec.layers().isEmpty() ? layers : LayerPlan.withRids(codec.layers(), List.of());
            announced.add(new CodecInfo(mime, "", codec.cid(), own, mode(codec, name), ""));
        }
        return announced;
    }

    private static LayerMode mode(TrackRequest.CodecRequest codec, String name) {
        if (codec.layerMode() != LayerMode.UNUSED) {
            return codec.layerMode();
        }
        boolean svc = name.equalsIgnoreCase("vp9") || name.equalsIgnoreCase("av1");
        return svc ? LayerMode.MULTIPLE_SPATIAL_LAYERS_PER_STREAM : LayerMode.ONE_SPATIAL_LAYER_PER_STREAM;
    }

    /** When the wish was accepted, in microseconds of the epoch. */
    public void announced(long micros) {
        announcedMicros = micros;
    }

    /** How long the publisher took from its wish to the media section. */
    public double agreedMillis() {
        return Math.max(0, versionMicros - announcedMicros) / 1e3;
    }

    /** The track's id. */
    public String sid() {
        return sid;
    }

    /** The client's wish that began it. */
    public TrackRequest request() {
        return request;
    }

    /** Audio or video. */
    public MediaKind kind() {
        return request.kind();
    }

    /** The media, once its section has come. */
    public @Nullable PublishedTrack media() {
        return media;
    }

    /** The second codec; null if none was announced. */
    public @Nullable Backup backup() {
        return backup;
    }

    /** Whether a media track of that id carries, or will carry, the second codec and nothing has come of it yet. */
    boolean awaitsBackup(String cid, boolean guess) {
        Backup second = backup;
        return media != null && second != null && second.awaits(cid, guess);
    }

    /**
     * The client is about to send its second codec.
     *
     * @return false if none of these is it
     */
    public boolean announceBackup(List<TrackRequest.CodecRequest> requests) {
        Backup second = backup;
        if (second == null || media == null || second.media() != null) {
            return false;
        }
        for (TrackRequest.CodecRequest each : requests) {
            String name = each.codec().substring(each.codec().indexOf('/') + 1);
            if (name.equalsIgnoreCase(second.codec().codecName()) && !each.cid().isEmpty()) {
                second.announced(each.cid(), LayerPlan.withRids(each.layers(), List.of()));
                takeOver(second);
                return true;
            }
        }
        return false;
    }

    /** The section of the second codec has come; parameters as in {@link #published}. */
    public void backupPublished(String newMid, String codec, String cid, List<String> rids, PublishedTrack started) {
        Backup second = backup;
        if (second != null) {
            second.published(newMid, codec, cid, LayerPlan.lowToHigh(rids), started);
            takeOver(second);
        }
    }

    /** The second codec is sent no more. */
    public void backupEnded() {
        Backup second = backup;
        if (second != null) {
            second.ended();
            takeOver(second);
        }
    }

    private void takeOver(Backup second) {
        List<CodecInfo> updated = new ArrayList<>(codecs);
        updated.set(1, second.codec());
        codecs = updated;
    }

    /** Whether the track carries, or will carry, a media track of that id. */
    public boolean carries(String cid) {
        return request.cid().equals(cid)
                || codecs.stream()
                        .anyMatch(c -> c.cid().equals(cid)
                                || (!c.sdpCid().isEmpty() && c.sdpCid().equals(cid)));
    }

    /** How the publisher's section shall be answered. */
    public IncomingPreference preference(boolean onlyThatCodec) {
        String wanted = codecs.isEmpty() ? "" : codecs.getFirst().codecName();
        if (wanted.isEmpty() && kind() == MediaKind.AUDIO) {
            // Redundant audio is only worth receiving once it can be taken apart for those who do not know it.
            wanted = "opus";
        }
        return new IncomingPreference(
                wanted,
                onlyThatCodec && kind() == MediaKind.VIDEO && !wanted.isEmpty(),
                features.contains(AudioFeature.STEREO),
                !features.contains(AudioFeature.NO_DTX));
    }

    /**
     * The media section has come: the track is published from now on.
     *
     * @param newMid the section
     * @param codec the rtpmap name of the codec agreed on
     * @param cid the media track's id in the SDP
     * @param rids as offered
     * @param started the media
     * @param micros now, in microseconds of the epoch
     */
    public void published(
            String newMid, String codec, String cid, List<String> rids, PublishedTrack started, long micros) {
        media = started;
        mid = newMid;
        mimeType = CodecCatalog.mime(kind(), codec);
        versionMicros = micros;
        List<String> ordered = LayerPlan.lowToHigh(rids);
        layers = LayerPlan.withRids(layers, ordered);
        List<CodecInfo> updated = new ArrayList<>(codecs);
        CodecInfo first = codecs.getFirst();
        String sdpCid = first.cid().equals(cid) ? "" : cid;
        updated.set(
                0,
                new CodecInfo(
                        mimeType,
                        newMid,
                        first.cid(),
                        LayerPlan.withRids(first.layers(), ordered),
                        first.layerMode(),
                        sdpCid));
        codecs = updated;
    }

    /** The rids of a section, smallest layer first. */
    public static List<String> lowToHigh(List<String> rids) {
        return LayerPlan.lowToHigh(rids);
    }

    /** A layer's first packet came: its sources are known now. */
    public void layerStarted(int layer, long ssrc, long repairSsrc) {
        layers = withSsrc(layers, layer, ssrc, repairSsrc);
        if (!codecs.isEmpty()) {
            List<CodecInfo> updated = new ArrayList<>(codecs);
            CodecInfo c = codecs.getFirst();
            updated.set(
                    0,
                    new CodecInfo(
                            c.mimeType(),
                            c.mid(),
                            c.cid(),
                            withSsrc(c.layers(), layer, ssrc, repairSsrc),
                            c.layerMode(),
                            c.sdpCid()));
            codecs = updated;
        }
    }

    private static List<VideoLayer> withSsrc(List<VideoLayer> of, int layer, long ssrc, long repairSsrc) {
        List<VideoLayer> updated = new ArrayList<>(of);
        if (layer >= 0 && layer < updated.size()) {
            updated.set(layer, updated.get(layer).withSsrc(ssrc, repairSsrc));
        }
        return updated;
    }

    /** Mutes or unmutes; the media follows elsewhere. */
    public void muted(boolean now) {
        muted = now;
    }

    /** Whether it is muted. */
    public boolean muted() {
        return muted;
    }

    /** Replaces what is known about the audio. */
    public void features(List<AudioFeature> list) {
        features.clear();
        features.addAll(list);
    }

    /** A new size of the video. */
    public void size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** The layers as the media path wants them. */
    public List<LayerInfo> layerInfos() {
        return VideoLayer.infos(layers);
    }

    /** The track as others are told of it. */
    public TrackInfo info() {
        return new TrackInfo(
                sid,
                kind(),
                request.name(),
                muted,
                width,
                height,
                request.source(),
                layers,
                mimeType,
                mid,
                codecs,
                request.disableRed(),
                request.encryption(),
                request.stream().isEmpty() ? request.source().defaultStream() : request.stream(),
                versionMicros,
                List.copyOf(features),
                kind() == MediaKind.AUDIO && request.backupPolicy() == BackupCodecPolicy.PREFER_REGRESSION
                        ? BackupCodecPolicy.SIMULCAST
                        : request.backupPolicy(),
                request.trailerFeatures().stream().distinct().toList());
    }
}
