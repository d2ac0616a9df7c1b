package io.sluice.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A histogram with labels for what happens seldom. Any thread may note values. */
public final class HistogramFamily implements MetricSource {
    private final String name;
    private final String help;
    private final double[] bounds;
    private final List<String> labels;
    private final Map<String, Values> values = new ConcurrentSkipListMap<>();

    private static final class Values {
        private final long[] counts;
        private double sum;

        Values(int ranges) {
            counts = new long[ranges];
        }
    }

    /**
     * @param bounds upper ends of the ranges, rising
     * @param labels in the order of the values of {@link #note}; without labels the family is on the page from the start
     */
    public HistogramFamily(String name, String help, double[] bounds, String... labels) {
        this.name = name;
        this.help = help;
        this.bounds = bounds.clone();
        this.labels = List.of(labels);
        if (labels.length == 0) {
            values.put("", new Values(bounds.length + 1));
        }
    }

    /** Notes a value. */
    public void note(double value, String... labelValues) {
        Values into = values.computeIfAbsent(CounterFamily.joined(labelValues), _ -> new Values(bounds.length + 1));
        int range = 0;
        while (range < bounds.length && value > bounds[range]) {
            range++;
        }
        synchronized (into) {
            into.counts[range]++;
            into.sum += value;
        }
    }

    @Override
    public void write(Exposition page) {
        if (values.isEmpty()) {
            return;
        }
        page.family(name, Exposition.Type.HISTOGRAM, help);
        values.forEach((joined, noted) -> {
            synchronized (noted) {
                page.histogram(bounds, noted.counts, noted.sum, CounterFamily.pairs(labels, joined));
            }
        });
    }
}
