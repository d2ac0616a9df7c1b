package io.sluice.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** A counter with labels for what happens seldom: calls, joins, deliveries. Any thread may count. */
public final class CounterFamily implements MetricSource {
    private static final String SEPARATOR = "\u0001";

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** @param labels in the order of the values of {@link #add} */
    public CounterFamily(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Counts one. */
    public void add(String... values) {
        counts.computeIfAbsent(joined(values), _ -> new LongAdder()).increment();
    }

    @Override
    public void write(Exposition page) {
        writeIfAny(page);
    }

    /** Writes it if there is anything to count, and leaves the family open for further samples; whether it did. */
    boolean writeIfAny(Exposition page) {
        if (counts.isEmpty()) {
            return false;
        }
        page.family(name, Exposition.Type.COUNTER, help);
        counts.forEach((values, count) -> page.sample(count.sum(), pairs(labels, values)));
        return true;
    }

    static String[] pairs(List<String> labels, String joined) {
        String[] values = joined.split(SEPARATOR, -1);
        String[] pairs = new String[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            pairs[2 * i] = labels.get(i);
            pairs[2 * i + 1] = values[i];
        }
        return pairs;
    }

    static String joined(String... values) {
        return String.join(SEPARATOR, values);
    }
}
