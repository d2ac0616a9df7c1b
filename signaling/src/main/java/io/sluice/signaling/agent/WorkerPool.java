package io.sluice.signaling.agent;

import io.sluice.signaling.proto.WorkerStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The registered workers. Jobs are spread at random, more of them to the idler ones: loads are reported seconds late, so that whoever was
 * the idlest would get everything that comes at once.
 */
final class WorkerPool {
    private final double targetLoad;
    private final RandomGenerator random;
    private final Map<WorkerKind, Set<Worker>> byKind = new LinkedHashMap<>();

    /** @param targetLoad from which a worker gets no more jobs */
    WorkerPool(double targetLoad, RandomGenerator random) {
        this.targetLoad = targetLoad;
        this.random = random;
    }

    void add(Worker worker, WorkerKind kind) {
        byKind.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(worker);
    }

    void remove(Worker worker) {
        Set<Worker> sameKind = worker.kind == null ? null : byKind.get(worker.kind);
        if (sameKind != null && sameKind.remove(worker) && sameKind.isEmpty()) {
            byKind.remove(worker.kind);
        }
    }

    /** The kinds of workers that a dispatch reaches. */
    List<WorkerKind> reachedBy(String agentName, String deployment) {
        return byKind.keySet().stream()
                .filter(kind ->
                        kind.agentName().equals(agentName) && kind.deployment().equals(deployment))
                .toList();
    }

    /**
     * A worker that may take one more job; null if there is none.
     *
     * @param except those that do not come into question
     */
    @Nullable
    Worker pick(WorkerKind kind, Set<Worker> except) {
        List<Worker> fitting = new ArrayList<>();
        double sum = 0;
        for (Worker worker : byKind.getOrDefault(kind, Set.of())) {
            if (!except.contains(worker) && weight(worker) > 0) {
                fitting.add(worker);
                sum += weight(worker);
            }
        }
        double at = random.nextDouble() * sum;
        for (Worker worker : fitting) {
            at -= weight(worker);
            if (at < 0) {
                return worker;
            }
        }
        return fitting.isEmpty() ? null : fitting.getLast();
    }

    /** Whether it takes no more for now. */
    boolean full(Worker worker) {
        return worker.status != WorkerStatus.WS_AVAILABLE || worker.load >= targetLoad;
    }

    private double weight(Worker worker) {
        return full(worker) ? 0 : Math.max(0.001, 1 - worker.load) / (1 + worker.offers.size() + worker.given);
    }
}
