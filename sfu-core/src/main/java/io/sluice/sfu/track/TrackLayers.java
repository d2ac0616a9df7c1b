package io.sluice.sfu.track;

import io.sluice.rtp.codec.FrameInfo;
import java.util.List;

/**
 * Which spatial layers a track has, and which of them flow. The publisher tells it three times: it announces layers, it negotiates streams,
 * and what it sends says how many layers are inside.
 */
final class TrackLayers {
    private final LayerActivity activity = new LayerActivity();
    private List<LayerInfo> announced;
    private List<String> rids = List.of();
    private int inside = 1;
    private LayerTable table;

    /** @param announced empty for audio */
    TrackLayers(List<LayerInfo> announced) {
        this.announced = List.copyOf(announced);
        this.table = new LayerTable(this.announced, rids);
    }

    /** How qualities, sizes and streams relate. */
    LayerTable table() {
        return table;
    }

    /** The layers that flow, as a bit mask. */
    int live() {
        return activity.live();
    }

    /** The publisher announced other layers. */
    void announce(List<LayerInfo> layers) {
        announced = List.copyOf(layers);
        renew();
    }

    /**
     * Which simulcast streams are negotiated, low to high.
     *
     * @return whether {@link #table} changed
     */
    boolean negotiated(List<String> negotiated) {
        if (rids.equals(negotiated)) {
            return false;
        }
        rids = List.copyOf(negotiated);
        renew();
        return true;
    }

    /** What was known of a stream holds no more: it may have one layer. Returns whether {@link #table} changed. */
    boolean sourceChanged() {
        return inside(1);
    }

    /** The track's only stream {@linkplain #tellsLayers tells} how many layers are inside. Returns whether {@link #table} changed. */
    boolean structured(FrameInfo frame) {
        return inside(Math.min(frame.spatialLayers, PublishedTrack.MAX_LAYERS));
    }

    /** A packet with media shows which layers flow. Returns whether {@link #live} changed. */
    boolean flows(SourceStream source, FrameInfo frame, long nowNanos) {
        if (!table.shared()) {
            return activity.packet(source.layer(), frame.keyFrame, frame.startOfFrame, nowNanos);
        }
        return tellsLayers(source, frame) ? begins(source, frame, nowNanos) : goesOn(source, frame, nowNanos);
    }

    /** Whether a packet tells how many layers are inside its stream, and none that came later can have told otherwise. */
    static boolean tellsLayers(SourceStream source, FrameInfo frame) {
        return frame.spatialLayers > 0 && source.newest();
    }

    /** A key frame tells which layers follow. */
    private boolean begins(SourceStream source, FrameInfo frame, long nowNanos) {
        int before = activity.live();
        int all = (1 << Math.min(frame.spatialLayers, PublishedTrack.MAX_LAYERS)) - 1;
        activity.begin(frame.described ? source.layers().activeLayers() : all, nowNanos);
        goesOn(source, frame, nowNanos);
        return activity.live() != before;
    }

    private boolean goesOn(SourceStream source, FrameInfo frame, long nowNanos) {
        int layer = Math.clamp(frame.spatialId, 0, PublishedTrack.MAX_LAYERS - 1);
        // A layer may begin again on top of those below it: what refers to no other picture is its key frame.
        boolean fresh = frame.keyFrame || frame.startOfFrame && !frame.interPicture;
        boolean changed = activity.packet(layer, fresh, frame.startOfFrame, nowNanos);
        return frame.described && activity.only(source.layers().activeLayers()) || changed;
    }

    /** Nothing flows until it comes again. */
    void silent() {
        activity.clear();
    }

    /** A layer has another stream, or none: it does not flow until it comes again. */
    void silent(int layer) {
        activity.clear(layer);
    }

    /** How many of the layers that make up a wanted quality do not flow, counted from the top. */
    int missing(VideoQuality wanted) {
        if (table.spatialLayers() == 1) {
            return 0;
        }
        int flowing = 31 - Integer.numberOfLeadingZeros(activity.live());
        return Math.max(0, table.spatialFor(wanted) - flowing);
    }

    private boolean inside(int layers) {
        if (layers == inside) {
            return false;
        }
        inside = layers;
        activity.clear();
        renew();
        return true;
    }

    private void renew() {
        // Native clients negotiate simulcast for VP9 too, and then send a single stream with all layers inside.
        table = new LayerTable(announced, inside > 1 ? List.of() : rids, inside);
    }
}
