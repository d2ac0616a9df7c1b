package io.sluice.sfu.publish;

import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.negotiate.IncomingPreference;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.PublishedTrack;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second codec of a track, for subscribers that cannot decode the first. It is announced with the track, asked for when somebody
 * needs it, then sent beside the first or instead of it.
 */
public final class Backup {
    private final MediaKind kind;
    private CodecInfo codec;
    private boolean asked;
    private boolean replaces;
    /** Participants that receive it, or wait for it. */
    private final Set<String> needing = new HashSet<>();

    private @Nullable PublishedTrack media;

    Backup(MediaKind kind, CodecInfo codec) {
        this.kind = kind;
        this.codec = codec;
    }

    /** What is known of it. */
    public CodecInfo codec() {
        return codec;
    }

    /** Whether the publisher was asked for it. */
    public boolean asked() {
        return asked;
    }

    /** Whether anybody receives it, or waits for it. */
    public boolean needed() {
        return !needing.isEmpty();
    }

    /**
     * A participant receives it, or waits for it.
     *
     * @return whether that is new
     */
    public boolean need(String participant) {
        return needing.add(participant);
    }

    /**
     * A participant wants it no more.
     *
     * @return whether it was the last one
     */
    public boolean release(String participant) {
        return needing.remove(participant) && needing.isEmpty();
    }

    /** Whether it is for all subscribers and not only for those who need it. */
    public boolean replaces() {
        return replaces;
    }

    /** The media, once its section has come; null before, and when it has ended. */
    public @Nullable PublishedTrack media() {
        return media;
    }

    /** The publisher is asked for it. */
    public void ask(boolean instead) {
        asked = true;
        replaces = instead;
    }

    /** It is needed no more before anything came of it. */
    public void withdraw() {
        asked = false;
        replaces = false;
    }

    /** The client is about to send it: the media track it will send has this id. */
    void announced(String cid, List<VideoLayer> layers) {
        codec = new CodecInfo(
                codec.mimeType(), codec.mid(), cid, layers.isEmpty() ? codec.layers() : layers, codec.layerMode(), "");
    }

    /** Whether its media track has this id, or it waits for one that browsers gave another. */
    boolean awaits(String cid, boolean guess) {
        return media == null && !codec.cid().isEmpty() && (guess || codec.cid().equals(cid));
    }

    /** How its section shall be answered. */
    public IncomingPreference preference(boolean onlyThatCodec) {
        return new IncomingPreference(codec.codecName(), onlyThatCodec, false, false);
    }

    /** Its section has come. */
    void published(String mid, String name, String cid, List<String> ordered, PublishedTrack started) {
        media = started;
        codec = new CodecInfo(
                CodecCatalog.mime(kind, name),
                mid,
                codec.cid(),
                LayerPlan.withRids(codec.layers(), ordered),
                codec.layerMode(),
                codec.cid().equals(cid) ? "" : cid);
    }

    /** It is sent no more; somebody may ask again. */
    void ended() {
        media = null;
        asked = false;
        replaces = false;
        codec = new CodecInfo(codec.mimeType(), "", "", codec.layers(), codec.layerMode(), "");
    }

    /** The layers as the media path wants them. */
    public List<LayerInfo> layerInfos() {
        return VideoLayer.infos(codec.layers());
    }
}
