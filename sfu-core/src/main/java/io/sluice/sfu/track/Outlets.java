package io.sluice.sfu.track;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that a track's packets go to, and what they together want of it. */
final class Outlets {
    private static final Outlet[] NONE = {};

    // Replaced, never changed: an outlet may leave while packets are handed round.
    private Outlet[] all = NONE;
    /** Those that get packets: not all of them while the track is not heard. */
    private Outlet[] receivers = NONE;

    private boolean heard = true;

    void add(Outlet outlet) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = outlet;
        findReceivers();
    }

    /** Returns false if it was none of them. */
    boolean remove(Outlet outlet) {
        int index = Arrays.asList(all).indexOf(outlet);
        if (index < 0) {
            return false;
        }
        Outlet[] left = new Outlet[all.length - 1];
        System.arraycopy(all, 0, left, 0, index);
        System.arraycopy(all, index + 1, left, index, left.length - index);
        all = left;
        findReceivers();
        return true;
    }

    int size() {
        return all.length;
    }

    /** The track is heard from now on, or, with false, only by outlets that hear everybody. */
    void hear(boolean heard, long nowNanos) {
        this.heard = heard;
        findReceivers();
        for (Outlet outlet : all) {
            outlet.heardChanged(nowNanos);
        }
    }

    private void findReceivers() {
        if (heard) {
            receivers = all;
            return;
        }
        List<Outlet> found = new ArrayList<>();
        for (Outlet outlet : all) {
            if (outlet.hearsEverybody()) {
                found.add(outlet);
            }
        }
        receivers = found.toArray(NONE);
    }

    /** The highest quality that any of them wants, or still uses. */
    VideoQuality wanted(LayerTable table) {
        VideoQuality max = VideoQuality.OFF;
        for (Outlet outlet : all) {
            VideoQuality wanted = table.cap(outlet.wantedQuality());
            if (wanted.above(max)) {
                max = wanted;
            }
            // A layer in use must not be stopped before its replacement flows.
            if (table.spatialLayers() > 1 && outlet.currentLayer() >= 0) {
                VideoQuality current = table.qualityOf(outlet.currentLayer());
                if (current.above(max)) {
                    max = current;
                }
            }
        }
        return max;
    }

    void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
        for (Outlet outlet : receivers) {
            outlet.forward(source, packet, frame, nowNanos);
        }
    }

    void tableChanged(long nowNanos) {
        for (Outlet outlet : all) {
            outlet.tableChanged(nowNanos);
        }
    }

    void layersChanged(long nowNanos) {
        for (Outlet outlet : all) {
            outlet.layersChanged(nowNanos);
        }
    }

    void sourceChanged(SourceStream source, long nowNanos) {
        for (Outlet outlet : all) {
            outlet.sourceChanged(source, nowNanos);
        }
    }

    void muteChanged(boolean muted, long nowNanos) {
        for (Outlet outlet : all) {
            outlet.muteChanged(muted, nowNanos);
        }
    }
}
