package io.sluice.sfu.lane;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.LayerTable;
import io.sluice.sfu.track.Outlet;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.VideoQuality;
import java.util.ArrayList;
import java.util.List;

/**
 * One track on its way down a {@link Lane}: up to the layer that the far end wants, each under an SSRC of its own. Numbers leave without
 * the gaps of what was not wanted, so that the far end sees a gap only where a packet was really lost.
 */
public final class LaneOutlet implements Outlet {
    private static final int LAYER_BITS = 2;
    private static final int GENERATION_BITS = 6;
    private static final int REPORT = 64;

    private final PublishedTrack track;
    private final Lane lane;
    private final int ssrcBase;
    private final Layer[] layers = new Layer[PublishedTrack.MAX_LAYERS];
    private final byte[] report = new byte[REPORT];
    private final RtcpWriter writer = new RtcpWriter();
    private VideoQuality wanted = VideoQuality.OFF;
    private boolean stale;

    private static final class Layer {
        boolean flows;
        boolean used;
        int generation;
        /** The source's number that leaves as {@link #base}. */
        long origin;

        long base;
        long next;
        long reported;
    }

    /** @param place of the track on the lane, from 1; tracks on it at one time have different ones */
    public LaneOutlet(PublishedTrack track, Lane lane, int place) {
        this.track = track;
        this.lane = lane;
        this.ssrcBase = place << GENERATION_BITS + LAYER_BITS;
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new Layer();
        }
    }

    /** What is on its way. */
    public PublishedTrack track() {
        return track;
    }

    /** The SSRC of each layer, lowest first. */
    public List<Long> ssrcs() {
        List<Long> ssrcs = new ArrayList<>();
        for (int layer = 0; layer < layers.length; layer++) {
            ssrcs.add(Integer.toUnsignedLong(ssrc(layer)));
        }
        return ssrcs;
    }

    private int ssrc(int layer) {
        int generation = layers[layer].generation & (1 << GENERATION_BITS) - 1;
        return ssrcBase | generation << LAYER_BITS | layer;
    }

    /** Whether the {@link #ssrcs} are others than the far end was told; asking settles it. */
    public boolean renamed() {
        boolean before = stale;
        stale = false;
        return before;
    }

    /** The far end wants another quality. */
    public void want(VideoQuality quality, long nowNanos) {
        if (quality != wanted) {
            wanted = quality;
            track.wishesChanged(nowNanos);
        }
    }

    /** The far end needs a key frame; nothing happens if that SSRC is none of this track. */
    public void keyframeWanted(int ssrc, long nowNanos) {
        for (int layer = 0; layer < layers.length; layer++) {
            if (ssrc(layer) == ssrc) {
                track.requestKeyframe(layer, nowNanos);
            }
        }
    }

    /** Passes on what the publisher said about its clocks, once. */
    public void report() {
        for (int index = 0; index < layers.length; index++) {
            SourceStream source = track.source(index);
            Layer layer = layers[index];
            if (source == null || !layer.flows) {
                continue;
            }
            SenderReportClock clock = source.clock();
            if (clock.isKnown() && clock.ntpTime() != layer.reported) {
                layer.reported = clock.ntpTime();
                writer.wrap(report, 0, REPORT);
                SenderReport.write(writer, ssrc(index), clock.ntpTime(), (int) clock.timestamp(), 0, 0);
                lane.rtcp(report, 0, writer.length());
            }
        }
    }

    @Override
    public void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
        int index = source.layer();
        Layer layer = layers[index];
        if (track.kind() == MediaKind.VIDEO && index > highest()) {
            layer.flows = false;
            return;
        }
        if (!layer.flows) {
            if (!source.newest()) {
                return;
            }
            layer.flows = true;
            layer.used = true;
            layer.origin = source.sequence();
            layer.base = layer.next;
        }
        long number = source.sequence() - layer.origin + layer.base;
        if (number < layer.base) {
            return;
        }
        layer.next = Math.max(layer.next, number + 1);
        lane.rtp(packet, ssrc(index), (int) number & 0xffff);
    }

    private int highest() {
        LayerTable table = track.layerTable();
        return table.spatialFor(table.cap(wanted));
    }

    @Override
    public VideoQuality wantedQuality() {
        return wanted;
    }

    @Override
    public int currentLayer() {
        // What the far end still shows is part of what it wants.
        return -1;
    }

    @Override
    public void tableChanged(long nowNanos) {
        // Looked up for each packet.
    }

    @Override
    public void layersChanged(long nowNanos) {
        // The far end sees what comes.
    }

    @Override
    public void sourceChanged(SourceStream source, long nowNanos) {
        Layer layer = layers[source.layer()];
        layer.flows = false;
        layer.reported = 0;
        if (layer.used) {
            // Its timestamps begin anew: that is another stream.
            layer.used = false;
            layer.generation++;
            stale = true;
        }
    }

    @Override
    public void muteChanged(boolean muted, long nowNanos) {
        // The far end's own track is muted; nothing comes here meanwhile.
    }
}
