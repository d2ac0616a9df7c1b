package io.sluice.signaling.agent;

/**
 * How much the agents of a node have to do, at one moment.
 *
 * @param workersAvailable registered, and ready for jobs
 * @param workersFull registered, and not ready for more
 * @param jobsWaiting that no worker can take now
 * @param jobsOffered that a worker is asked about
 * @param jobsRunning that a worker has, or whose agent goes on without its worker
 * @param jobsSucceeded that have ended well since the start
 * @param jobsFailed that have ended otherwise since the start
 */
public record AgentFigures(
        int workersAvailable,
        int workersFull,
        int jobsWaiting,
        int jobsOffered,
        int jobsRunning,
        long jobsSucceeded,
        long jobsFailed) {
    /** Before anything has happened. */
    static final AgentFigures NONE = new AgentFigures(0, 0, 0, 0, 0, 0, 0);
}
