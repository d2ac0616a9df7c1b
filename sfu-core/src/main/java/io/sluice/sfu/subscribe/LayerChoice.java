package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.measure.KeyFrameWaitEvent;
import io.sluice.sfu.measure.LayerSwitchEvent;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.LayerTable;
import io.sluice.sfu.track.Outlet;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.VideoQuality;

/**
 * The layer that a down track shows: what its subscriber wants, within what the line leaves, out of what flows; and the wait for the key frame
 * that it takes to get there ({@code docs/algorithms/layer-switching.md} §1 and §2).
 */
final class LayerChoice {
    private final Downlink link;
    private final PublishedTrack track;
    private final Outlet outlet;
    private final Splicer splicer;
    private final int ssrc;
    private final boolean video;
    private final LayerSelector selector = new LayerSelector();
    private final KeyframeWait wait = new KeyframeWait();

    private Demand demand = Demand.EVERYTHING;
    private int spatialLimit = PublishedTrack.MAX_LAYERS - 1;
    private int temporalLimit = LayerSelector.MAX_TEMPORAL;
    private Reason reason = Reason.UNLIMITED;
    private boolean agreed;
    private long switches;
    private long switchesMeasured;

    /** @param outlet gets what is replayed */
    LayerChoice(Downlink link, PublishedTrack track, Outlet outlet, Splicer splicer, int ssrc) {
        this.link = link;
        this.track = track;
        this.outlet = outlet;
        this.splicer = splicer;
        this.ssrc = ssrc;
        this.video = track.kind() == MediaKind.VIDEO;
    }

    /** Begins with what flows. */
    void start(long nowNanos) {
        selector.setLive(track.liveLayers(), nowNanos);
        want(nowNanos);
    }

    /** From now on packets reach the subscriber: key frames are worth asking for. */
    void agreed() {
        agreed = true;
    }

    Demand demand() {
        return demand;
    }

    /** What the subscriber wants; {@link #want} is to follow. */
    void demand(Demand changed) {
        demand = changed;
    }

    /** What the line leaves; {@link #want} is to follow, or {@link #wantFrames} if only they changed. */
    void limit(int spatial, int temporal) {
        spatialLimit = spatial;
        temporalLimit = temporal;
    }

    /** Why it leaves no more. */
    void because(Reason why) {
        reason = why;
    }

    int spatialLimit() {
        return spatialLimit;
    }

    int temporalLimit() {
        return temporalLimit;
    }

    Reason reason() {
        return reason;
    }

    LayerSelector selector() {
        return selector;
    }

    /** Whether packets flow. */
    boolean flows() {
        return selector.current() != LayerSelector.NONE;
    }

    /** How often another layer began. */
    long switches() {
        return switches;
    }

    /** The layer that is wanted, whatever the limits; {@link LayerSelector#NONE} for none. */
    int wantedLayer() {
        if (!video) {
            return demand.enabled() && (track.heard() || link.hearsEverybody()) ? 0 : LayerSelector.NONE;
        }
        LayerTable table = track.layerTable();
        return table.spatialFor(table.cap(wantedQuality()));
    }

    /** The temporal layer that is wanted of a spatial one, whatever the limits. */
    int wantedTemporal(int spatial) {
        return demand.fps() > 0 && spatial != LayerSelector.NONE
                ? track.temporalFor(spatial, demand.fps())
                : LayerSelector.MAX_TEMPORAL;
    }

    VideoQuality wantedQuality() {
        if (!demand.enabled()) {
            return VideoQuality.OFF;
        }
        return demand.width() > 0 && demand.height() > 0
                ? track.layerTable().qualityFor(demand.width(), demand.height())
                : demand.quality();
    }

    /** What is wanted has changed, or what may be had. */
    void want(long nowNanos) {
        int before = selector.current();
        selector.want(Math.min(wantedLayer(), spatialLimit), nowNanos);
        if (before != LayerSelector.NONE && !flows()) {
            splicer.paused(before);
        }
        wantFrames();
        seekNow(nowNanos);
    }

    /** How many frames are wanted, or may be had, has changed. */
    void wantFrames() {
        selector.wantTemporal(Math.min(wantedTemporal(selector.current()), temporalLimit));
    }

    /** Other layers flow. */
    void layersChanged(long nowNanos) {
        int before = selector.target();
        selector.setLive(track.liveLayers(), nowNanos);
        if (selector.target() != before) {
            seek(nowNanos);
        }
    }

    /** Nothing is shown until the next key frame. */
    void stop() {
        if (flows()) {
            splicer.paused(selector.current());
            selector.restart();
        }
    }

    /** Nothing is about to come. */
    void stopWaiting() {
        wait.off();
    }

    /** Looks for the wanted layer; what is missing is asked for at once. */
    void seekNow(long nowNanos) {
        seek(nowNanos);
        if (wait.deadline() == nowNanos) {
            request(nowNanos);
        }
    }

    /**
     * Starts from what is there. What is missing is asked for by the next tick, unless the packet at hand is just what is missing.
     */
    void seek(long nowNanos) {
        if (!agreed || !video || track.muted() || selector.waitingFor() == LayerSelector.NONE) {
            wait.off();
            return;
        }
        for (int layer = selector.target(); layer >= 0 && !flows(); layer--) {
            SourceStream source = track.source(layer);
            if (source != null && source.replayable(nowNanos)) {
                source.replay(outlet, nowNanos);
            }
        }
        if (selector.waitingFor() != LayerSelector.NONE && !reaches(selector.target())) {
            wait.on(!flows(), nowNanos);
        }
    }

    private boolean reaches(int layer) {
        return flows() && track.layerTable().shared() && splicer.reaches(layer);
    }

    private void request(long nowNanos) {
        track.requestKeyframe(selector.waitingFor(), nowNanos);
        wait.requested(link.roundTripNanos(), nowNanos);
    }

    /** What becomes of a packet: {@link LayerSelector#DROP}, {@link LayerSelector#FORWARD} or {@link LayerSelector#SWITCH}. */
    int decide(SourceStream source, FrameInfo frame, boolean keyFrameStart) {
        int decision = track.layerTable().shared()
                ? selector.selectShared(keyFrameStart, source.newest())
                : selector.select(source.layer(), keyFrameStart, source.newest());
        return decision == LayerSelector.FORWARD && retold(source, frame, keyFrameStart)
                ? LayerSelector.SWITCH
                : decision;
    }

    /** Whether from this key frame on the stream tells in another way about its layers, so that a new piece has to begin. */
    private boolean retold(SourceStream source, FrameInfo frame, boolean keyFrameStart) {
        return video && keyFrameStart && source.newest() && !splicer.fits(frame);
    }

    /** Whether a key frame of the source that comes late is still good to begin with. */
    boolean awaits(SourceStream source) {
        return track.layerTable().shared()
                ? !flows() && selector.target() != LayerSelector.NONE
                : selector.awaits(source.layer());
    }

    /** A key frame of the layer that is shown. */
    void keyFrame() {
        wantFrames();
        selector.keyFrame();
    }

    /** A source's layer is shown from now on. */
    void begun(SourceStream source, long nowNanos) {
        int before = selector.current();
        int layer = source.layer();
        selector.switchTo(track.layerTable().shared() ? selector.target() : layer);
        wantFrames();
        note(before, layer, nowNanos);
        if (selector.waitingFor() == LayerSelector.NONE) {
            wait.off();
        }
        left(before, layer);
    }

    private void note(int before, int layer, long nowNanos) {
        switches++;
        long waitedNanos = wait.shown(nowNanos);
        if (video) {
            LayerSwitchEvent.note(track.sid(), ssrc, before, layer);
        }
        if (waitedNanos > 0) {
            KeyFrameWaitEvent.note(track.sid(), ssrc, waitedNanos);
        }
    }

    /** Inside one stream another layer is shown. */
    void moved(int before, long nowNanos) {
        switches++;
        wait.shown(nowNanos);
        if (selector.waitingFor() == LayerSelector.NONE) {
            wait.off();
        } else if (wait.deadline() == Long.MAX_VALUE) {
            wait.on(false, nowNanos);
        }
        left(before, selector.current());
        wantFrames();
    }

    private void left(int before, int now) {
        if (before > now) {
            track.layerLeft();
        }
    }

    /** The layers that are missing from what is wanted and flows. */
    int missing() {
        return agreed && video && !track.muted() ? Math.max(0, selector.target() - selector.current()) : 0;
    }

    /** Adds what was counted since the last time. */
    void measure(MediaCounters counters) {
        counters.layerSwitches.add(switches - switchesMeasured);
        switchesMeasured = switches;
        wait.measure(counters);
    }

    long deadline() {
        return Math.min(wait.deadline(), selector.deadline());
    }

    void tick(long nowNanos) {
        int before = selector.target();
        selector.tick(nowNanos);
        if (selector.target() != before) {
            seek(nowNanos);
        }
        if (nowNanos >= wait.deadline()) {
            if (selector.waitingFor() == LayerSelector.NONE) {
                wait.off();
            } else {
                request(nowNanos);
            }
        }
    }
}
