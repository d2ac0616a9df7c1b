package io.sluice.sfu.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the qualities a client speaks of, the sizes on a subscriber's screen and the streams that really come relate for one track.
 * Immutable.
 *
 * <p>A publisher with simulcast sends one stream per announced layer, low to high. One with scalable coding sends all layers inside one
 * stream, which tells how many there are; without either there is one layer whatever was announced. A quality that was not announced means the next lower one, or else the lowest there is.
 */
public final class LayerTable {
    /** A layer is large enough when it has this share of the wanted size. */
    private static final double TOLERANCE = 0.9;

    /** The longer side of a layer whose size was not announced, by quality. */
    private static final int[] DEFAULT_SIDES = {320, 640, Integer.MAX_VALUE};

    private final List<LayerInfo> layers;
    private final int streams;
    private final int spatialLayers;
    private final int[] spatialOf;

    /** {@link #LayerTable(List, List, int)} for streams without layers inside. */
    public LayerTable(List<LayerInfo> announced, List<String> rids) {
        this(announced, rids, 1);
    }

    /**
     * @param announced layers in any order; may be empty
     * @param rids of the streams, low to high; empty or one for a single stream
     * @param inside spatial layers inside a single stream, as it tells itself
     */
    public LayerTable(List<LayerInfo> announced, List<String> rids, int inside) {
        List<LayerInfo> sorted = new ArrayList<>(announced);
        sorted.removeIf(layer -> layer.quality() == VideoQuality.OFF);
        sorted.sort(Comparator.comparing(LayerInfo::quality));
        streams = Math.max(1, Math.min(rids.size(), PublishedTrack.MAX_LAYERS));
        spatialLayers = streams > 1 ? streams : Math.clamp(inside, 1, PublishedTrack.MAX_LAYERS);
        if (sorted.isEmpty() && spatialLayers > 1) {
            for (int i = 0; i < spatialLayers; i++) {
                sorted.add(new LayerInfo(VideoQuality.of(i), 0, 0, 0, streams > 1 ? rids.get(i) : null));
            }
        } else if (sorted.isEmpty()) {
            sorted.add(new LayerInfo(VideoQuality.HIGH, 0, 0, 0, null));
        }
        layers = List.copyOf(sorted);
        spatialOf = new int[layers.size()];
        for (int i = 0; i < spatialOf.length; i++) {
            String rid = layers.get(i).rid();
            int named = rid == null || streams == 1 ? -1 : rids.indexOf(rid);
            spatialOf[i] = Math.min(named >= 0 ? named : i, spatialLayers - 1);
        }
    }

    /** Streams that the publisher sends at most, 1 to 3. */
    public int streams() {
        return streams;
    }

    /** Spatial layers that the publisher sends at most, each in its stream or all inside one, 1 to 3. */
    public int spatialLayers() {
        return spatialLayers;
    }

    /** Whether one stream carries several spatial layers. */
    public boolean shared() {
        return spatialLayers > streams;
    }

    /** The announced layers, low to high; never empty. */
    public List<LayerInfo> layers() {
        return layers;
    }

    /** The spatial layer to send to one who wants this quality; -1 for {@link VideoQuality#OFF}. */
    public int spatialFor(VideoQuality quality) {
        return quality == VideoQuality.OFF ? -1 : spatialOf[indexFor(quality)];
    }

    /** The announced quality that stands for a wanted one. */
    public VideoQuality cap(VideoQuality wanted) {
        return wanted == VideoQuality.OFF
                ? wanted
                : layers.get(indexFor(wanted)).quality();
    }

    /** The quality of a spatial layer, the highest if several announced ones lie in it. */
    public VideoQuality qualityOf(int spatial) {
        for (int i = spatialOf.length - 1; i > 0; i--) {
            if (spatialOf[i] == spatial) {
                return layers.get(i).quality();
            }
        }
        return spatialOf[0] == spatial ? layers.get(0).quality() : VideoQuality.of(spatial);
    }

    /**
     * The lowest quality whose picture is as large as the place on the screen, with a tenth of tolerance; otherwise the highest. The longer
     * sides are compared, so that a picture in portrait format is not taken for a large one.
     */
    public VideoQuality qualityFor(int width, int height) {
        double needed = Math.max(width, height) * TOLERANCE;
        int last = layers.size() - 1;
        for (int i = 0; i < last; i++) {
            if (sideOf(i) >= needed && sideOf(i) != sideOf(i + 1)) {
                return layers.get(i).quality();
            }
        }
        return layers.get(last).quality();
    }

    private int sideOf(int index) {
        LayerInfo layer = layers.get(index);
        int side = Math.max(layer.width(), layer.height());
        return side > 0 ? side : DEFAULT_SIDES[layer.quality().rank()];
    }

    private int indexFor(VideoQuality quality) {
        for (int i = layers.size() - 1; i > 0; i--) {
            if (!layers.get(i).quality().above(quality)) {
                return i;
            }
        }
        return 0;
    }
}
