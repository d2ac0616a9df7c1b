package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.signaling.agent.AgentFigures;
import java.util.function.Supplier;

/** Workers of agents and their jobs; never by name, as workers name agents as they like. */
public final class AgentMetrics implements MetricSource {
    private final Supplier<AgentFigures> figures;

    /** @param figures how things are now; called by whoever reads the page */
    public AgentMetrics(Supplier<AgentFigures> figures) {
        this.figures = figures;
    }

    @Override
    public void write(Exposition page) {
        AgentFigures now = figures.get();
        page.family("sluice_agent_workers", Type.GAUGE, "Workers of agents that have registered.")
                .sample(now.workersAvailable(), "status", "available")
                .sample(now.workersFull(), "status", "full");
        page.family("sluice_agent_jobs", Type.GAUGE, "Jobs of agents that have not ended.")
                .sample(now.jobsWaiting(), "stage", "waiting")
                .sample(now.jobsOffered(), "stage", "offered")
                .sample(now.jobsRunning(), "stage", "running");
        page.family("sluice_agent_jobs_ended_total", Type.COUNTER, "Jobs of agents that have ended, by how.")
                .sample(now.jobsSucceeded(), "status", "success")
                .sample(now.jobsFailed(), "status", "failed");
    }
}
