package io.sluice.benchmarks;

import io.sluice.benchmarks.rig.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One line of the table: one number of subscribers, played in one way, over all rounds. */
final class Case {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%5s %-7s %8s %5s %9s %12s %7s %7s %7s %8s  %-18s %s",
            "subs",
            "played",
            "out/s",
            "load",
            "ns/packet",
            "packets/CPUs",
            "p50 us",
            "p99 us",
            "B/pkt",
            "arrived",
            "by C floor",
            "by C floor with GSO");

    private final int subscribers;
    private final boolean paced;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> ratiosWithSegmentation = new ArrayList<>();

    Case(int subscribers, boolean paced) {
        this.subscribers = subscribers;
        this.paced = paced;
    }

    int subscribers() {
        return subscribers;
    }

    boolean paced() {
        return paced;
    }

    /** Mean bytes of the packets in the last sample. */
    int size() {
        return samples.getLast().size();
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** What the floor needed in the round of the last sample. */
    void addFloor(double nanosPerPacket, boolean segmentation) {
        (segmentation ? ratiosWithSegmentation : ratios).add(samples.getLast().nanosPerPacket() / nanosPerPacket);
    }

    /** Medians of all rounds. */
    String line() {
        double nanos = median(Sample::nanosPerPacket);
        return String.format(
                Locale.ROOT,
                "%5d %-7s %8.0f %5.2f %9.0f %12.0f %7s %7s %7.0f %7.0f%%  %-18s %s",
                subscribers,
                paced ? "30 fps" : "flood",
                median(each -> each.out() / each.seconds()),
                median(Sample::load),
                nanos,
                1e9 / nanos,
                paced ? micros(Sample::p50Nanos) : "-",
                paced ? micros(Sample::p99Nanos) : "-",
                median(Sample::bytesPerPacket),
                100 * median(Sample::arrived),
                spread(ratios),
                spread(ratiosWithSegmentation));
    }

    private String micros(ToDoubleFunction<Sample> nanos) {
        return String.format(Locale.ROOT, "%.0f", median(nanos) / 1_000);
    }

    private double median(ToDoubleFunction<Sample> value) {
        return median(samples.stream().map(value::applyAsDouble).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> values) {
        if (values.isEmpty()) {
            return "-";
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", median(values), low, high);
    }
}
