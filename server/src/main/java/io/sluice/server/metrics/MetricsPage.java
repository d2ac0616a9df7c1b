package io.sluice.server.metrics;

import java.util.List;
import java.util.function.Function;

/** The whole page, made anew for each scrape. */
public final class MetricsPage implements Function<Naming, String> {
    private final String nodeId;
    private final List<MetricSource> sources;

    /** @param sources in the order of the page; no family may be in two of them */
    public MetricsPage(String nodeId, List<MetricSource> sources) {
        this.nodeId = nodeId;
        this.sources = List.copyOf(sources);
    }

    @Override
    public String apply(Naming naming) {
        Exposition page = new Exposition(nodeId, naming);
        sources.forEach(source -> source.write(page));
        return page.text();
    }
}
