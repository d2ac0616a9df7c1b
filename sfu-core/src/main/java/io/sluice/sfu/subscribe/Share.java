package io.sluice.sfu.subscribe;

import io.sluice.sfu.allocate.History;
import io.sluice.sfu.allocate.Ladder;
import io.sluice.sfu.allocate.Patience;
import io.sluice.sfu.allocate.Utility;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.LayerTable;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.VideoQuality;

/** One down track's part of a line that does not carry everything: what it could be given, and what became of it before. */
final class Share {
    /** Of layers whose cost was neither measured nor announced. */
    private static final long[] GUESSED = {200_000, 600_000, 2_000_000};

    private static final int[] GUESSED_WIDTHS = {320, 640, 1_280};
    private static final double SHAPE = 9.0 / 16;

    private static final int TEMPORAL = LayerSelector.MAX_TEMPORAL + 1;
    /** What UDP, IPv4, SRTP and our own header extensions add to packets of usual sizes. */
    private static final double HEADERS = 1.06;
    /** Key frames make single seconds large. */
    private static final double RISING = 0.1;

    private static final double FALLING = 0.03;

    private final double[] costs = new double[PublishedTrack.MAX_LAYERS * TEMPORAL];
    private final Ladder ladder = new Ladder();
    private final Patience patience = new Patience();
    private final History history = new History();

    // What it is given, in layers: rungs are others each time.
    private int spatial = PublishedTrack.MAX_LAYERS - 1;
    private int temporal = LayerSelector.MAX_TEMPORAL;

    /** The rung of the present ladder that it is given. */
    int rung() {
        return ladder.within(spatial, temporal);
    }

    /** It is given this rung of the present ladder. */
    void take(int rung) {
        spatial = ladder.spatial(rung);
        temporal = ladder.temporal(rung);
    }

    /** It is given the least there is. */
    void takeLeast() {
        spatial = 0;
        temporal = LayerSelector.MAX_TEMPORAL;
    }

    /** It is given everything. */
    void takeAll() {
        spatial = PublishedTrack.MAX_LAYERS - 1;
        temporal = LayerSelector.MAX_TEMPORAL;
    }

    Ladder ladder() {
        return ladder;
    }

    Patience patience() {
        return patience;
    }

    History history() {
        return history;
    }

    /** Fills the ladder: a rung for each layer that flows and is not more than the subscriber wants. */
    void fill(DownTrack downTrack) {
        PublishedTrack track = downTrack.track();
        ladder.begin(Utility.weight(downTrack.choice().demand().priority(), track.screen()));
        int highest = downTrack.divisible() ? downTrack.choice().wantedLayer() : LayerSelector.NONE;
        int live = track.liveLayers();
        for (int spatial = 0; spatial <= highest; spatial++) {
            if ((live & 1 << spatial) != 0) {
                add(
                        track,
                        spatial,
                        Math.min(measure(track, spatial), downTrack.choice().wantedTemporal(spatial)));
            }
        }
        ladder.finish();
    }

    /** A layer that brings little for a moment, or nothing, has not become cheap: its encoder stumbled, or begins anew. */
    private static double smooth(double before, double now) {
        if (before == 0 || now == 0) {
            return Math.max(before, now);
        }
        return before + (now > before ? RISING : FALLING) * (now - before);
    }

    /** The highest temporal layer in which something flows; -1 if nothing was measured yet. */
    private int measure(PublishedTrack track, int spatial) {
        int most = -1;
        for (int temporal = 0; temporal < TEMPORAL; temporal++) {
            int cell = spatial * TEMPORAL + temporal;
            double now = HEADERS * track.bitrate(spatial, temporal);
            costs[cell] = smooth(costs[cell], now);
            if (costs[cell] > (temporal == 0 ? 0 : costs[cell - 1])) {
                most = temporal;
            }
        }
        return most;
    }

    private void add(PublishedTrack track, int spatial, int most) {
        LayerInfo info = layerOf(track.layerTable(), spatial);
        for (int temporal = 0; temporal <= most; temporal++) {
            ladder.add(
                    spatial,
                    temporal == most ? LayerSelector.MAX_TEMPORAL : temporal,
                    (long) costs[spatial * TEMPORAL + temporal],
                    Utility.of(pixels(info, spatial), 1.0 / (1 << most - temporal), track.screen()));
        }
        if (most < 0) {
            ladder.add(
                    spatial,
                    LayerSelector.MAX_TEMPORAL,
                    info.bitrate() > 0 ? info.bitrate() : GUESSED[spatial],
                    Utility.of(pixels(info, spatial), 1, track.screen()));
        }
    }

    private static LayerInfo layerOf(LayerTable table, int stream) {
        VideoQuality quality = table.qualityOf(stream);
        for (int i = 0; i < table.layers().size(); i++) {
            if (table.layers().get(i).quality() == quality) {
                return table.layers().get(i);
            }
        }
        return table.layers().getFirst();
    }

    private static long pixels(LayerInfo info, int spatial) {
        if (info.width() > 0 && info.height() > 0) {
            return (long) info.width() * info.height();
        }
        return (long) (GUESSED_WIDTHS[spatial] * GUESSED_WIDTHS[spatial] * SHAPE);
    }
}
