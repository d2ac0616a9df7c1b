package io.sluice.server.metrics;

/** Writes some families of the page. Called for each scrape, on any thread. */
@FunctionalInterface
public interface MetricSource {
    void write(Exposition page);
}
