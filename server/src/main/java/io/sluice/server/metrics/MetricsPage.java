package io.sluice.server.metrics;

import java.util.List;
import java.util.function.Supplier;

/** The whole page, made anew for each scrape. */
public final class MetricsPage implements Supplier<String> {
    private final String nodeId;
    private final List<MetricSource> sources;

    /** @param sources in the order of the page; no family may be in two of them */
    public MetricsPage(String nodeId, List<MetricSource> sources) {
        this.nodeId = nodeId;
        this.sources = List.copyOf(sources);
    }

    @Override
    public String get() {
        Exposition page = new Exposition(nodeId);
        sources.forEach(source -> source.write(page));
        return page.text();
    }
}
