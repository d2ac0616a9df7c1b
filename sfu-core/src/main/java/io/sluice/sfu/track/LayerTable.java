package io.sluice.sfu.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the qualities a client speaks of, the sizes on a subscriber's screen and the streams that really come relate for one track.
 * Immutable.
 *
 * <p>A publisher with simulcast sends one stream per announced layer, low to high. One with scalable coding, or without either, sends one
 * stream whatever it announced. A quality that was not announced means the next lower one, or else the lowest there is.
 */
public final class LayerTable {
    /** A layer is large enough when it has this share of the wanted size. */
    private static final double TOLERANCE = 0.9;

    /** The longer side of a layer whose size was not announced, by quality. */
    private static final int[] DEFAULT_SIDES = {320, 640, Integer.MAX_VALUE};

    private final List<LayerInfo> layers;
    private final int streams;
    private final int[] streamOfLayer;

    /**
     * @param announced layers in any order; may be empty
     * @param rids of the streams, low to high; empty or one for a single stream
     */
    public LayerTable(List<LayerInfo> announced, List<String> rids) {
        List<LayerInfo> sorted = new ArrayList<>(announced);
        sorted.removeIf(layer -> layer.quality() == VideoQuality.OFF);
        sorted.sort(Comparator.comparing(LayerInfo::quality));
        streams = Math.max(1, Math.min(rids.size(), PublishedTrack.MAX_LAYERS));
        if (sorted.isEmpty() && streams > 1) {
            for (int i = 0; i < streams; i++) {
                sorted.add(new LayerInfo(VideoQuality.of(i), 0, 0, 0, rids.get(i)));
            }
        } else if (sorted.isEmpty()) {
            sorted.add(new LayerInfo(VideoQuality.HIGH, 0, 0, 0, null));
        }
        layers = List.copyOf(sorted);
        streamOfLayer = new int[layers.size()];
        for (int i = 0; i < streamOfLayer.length; i++) {
            String rid = layers.get(i).rid();
            int named = rid == null ? -1 : rids.indexOf(rid);
            streamOfLayer[i] = Math.min(named >= 0 ? named : i, streams - 1);
        }
    }

    /** Streams that the publisher sends at most, 1 to 3. */
    public int streams() {
        return streams;
    }

    /** The announced layers, low to high; never empty. */
    public List<LayerInfo> layers() {
        return layers;
    }

    /** The stream to send to one who wants this quality; -1 for {@link VideoQuality#OFF}. */
    public int streamFor(VideoQuality quality) {
        return quality == VideoQuality.OFF ? -1 : streamOfLayer[indexFor(quality)];
    }

    /** The announced quality that stands for a wanted one. */
    public VideoQuality cap(VideoQuality wanted) {
        return wanted == VideoQuality.OFF
                ? wanted
                : layers.get(indexFor(wanted)).quality();
    }

    /** The quality of a stream, the highest if several layers lie in it. */
    public VideoQuality qualityOf(int stream) {
        for (int i = streamOfLayer.length - 1; i > 0; i--) {
            if (streamOfLayer[i] == stream) {
                return layers.get(i).quality();
            }
        }
        return streamOfLayer[0] == stream ? layers.get(0).quality() : VideoQuality.of(stream);
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
