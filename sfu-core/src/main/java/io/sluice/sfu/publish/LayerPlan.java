package io.sluice.sfu.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which restriction identifier carries which spatial layer. */
final class LayerPlan {
    private static final List<String> LETTERS = List.of("q", "h", "f");
    private static final List<String> NUMBERS = List.of("2", "1", "0");

    private LayerPlan() {}

    /** The rids smallest layer first: known sets by their meaning, others in the order of the description. */
    static List<String> lowToHigh(List<String> rids) {
        List<String> order = LETTERS.containsAll(rids) ? LETTERS : NUMBERS.containsAll(rids) ? NUMBERS : List.of();
        if (order.isEmpty()) {
            return List.copyOf(rids);
        }
        List<String> sorted = new ArrayList<>(rids);
        sorted.sort(Comparator.comparingInt(order::indexOf));
        return sorted;
    }

    /** Announced layers, smallest first, each with its rid and spatial index where the section has rids. */
    static List<VideoLayer> withRids(List<VideoLayer> layers, List<String> ordered) {
        List<VideoLayer> sorted = new ArrayList<>(layers);
        sorted.sort(Comparator.comparingInt(l -> l.quality().ordinal()));
        List<VideoLayer> named = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            named.add(i < ordered.size() ? sorted.get(i).withRid(ordered.get(i), i) : sorted.get(i));
        }
        return named;
    }
}
