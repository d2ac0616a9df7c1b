package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.Distribution;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.Tally;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.measure.WayCounters;
import io.sluice.sfu.publish.TrackSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Adds up what several loops counted, and gives it the labels that LiveKit has. */
record LoopSums(List<MediaCounters> loops) {
    static final String NO_COUNTRY = "";

    LoopSums {
        loops = List.copyOf(loops);
    }

    /** Writes what was seen of one source of tracks. */
    interface Samples {
        void write(List<SourceCounters> seen, String[] labels);
    }

    /** A family by direction, kind and source of tracks, as far as there were any. */
    void family(Exposition page, String name, Type type, String help, Samples samples) {
        boolean open = false;
        for (Way way : Way.values()) {
            for (boolean video : new boolean[] {false, true}) {
                for (TrackSource source : TrackSource.values()) {
                    List<SourceCounters> seen = seen(way, video, source);
                    if (seen.isEmpty()) {
                        continue;
                    }
                    if (!open) {
                        page.family(name, type, help);
                        open = true;
                    }
                    samples.write(seen, new String[] {
                        "country", NO_COUNTRY, "direction", direction(way), "source", source.name(), "type", kind(video)
                    });
                }
            }
        }
    }

    List<SourceCounters> seen(Way way, boolean video, TrackSource source) {
        List<SourceCounters> seen = new ArrayList<>();
        for (MediaCounters loop : loops) {
            SourceCounters counters = loop.seen(way, video, source.ordinal());
            if (counters != null) {
                seen.add(counters);
            }
        }
        return seen;
    }

    static void distribution(Exposition page, List<Distribution> parts, String... labels) {
        Distribution first = parts.getFirst();
        double[] bounds = new double[first.ranges()];
        long[] counts = new long[first.ranges() + 1];
        double sum = 0;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = first.bound(i);
        }
        for (Distribution part : parts) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += part.count(i);
            }
            sum += part.sum();
        }
        page.histogram(bounds, counts, sum, labels);
    }

    double sum(Way way, Function<WayCounters, Tally> count) {
        return sum(loop -> count.apply(loop.way(way)));
    }

    double sum(Function<MediaCounters, Tally> count) {
        long sum = 0;
        for (MediaCounters loop : loops) {
            sum += count.apply(loop).get();
        }
        return sum;
    }

    static String direction(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    static String kind(boolean video) {
        return video ? "VIDEO" : "AUDIO";
    }

    /** The largest figure of any loop. */
    double worst(ToLongFunction<MediaCounters> figure) {
        return loops.stream().mapToLong(figure).max().orElse(0);
    }

    /** One distribution of all loops. */
    void distribution(Exposition page, Function<MediaCounters, Distribution> part) {
        distribution(page, loops.stream().map(part).toList());
    }
}
