package io.sluice.signaling.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** How jobs are spread over workers. */
class WorkerPoolPropertyTest {
    private static final int ROOMS = 400;

    @RepeatedTest(20)
    void jobsAreSpreadByIdleness(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        AgentWorld world = new AgentWorld(seed);
        double targetLoad = 0.7;
        List<TestWorker> workers = new ArrayList<>();
        List<Double> loads = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            workers.add(world.worker().register("", JobType.JT_ROOM));
            loads.add(random.nextDouble());
        }
        loads.set(0, 0.1);

        for (int i = 0; i < ROOMS; i++) {
            for (int w = 0; w < workers.size(); w++) {
                workers.get(w).load(loads.get(w));
            }
            world.start("room-" + i);
            workers.stream()
                    .filter(each -> each.offered().size() > each.assigned().size())
                    .forEach(TestWorker::accept);
        }

        double sum = loads.stream()
                .filter(load -> load < targetLoad)
                .mapToDouble(load -> 1 - load)
                .sum();
        int total = 0;
        for (int w = 0; w < workers.size(); w++) {
            double load = loads.get(w);
            int got = workers.get(w).assigned().size();
            total += got;
            if (load >= targetLoad) {
                assertThat(got).as("seed %d, load %s", seed, load).isZero();
            } else {
                double expected = ROOMS * (1 - load) / sum;
                assertThat((double) got).as("seed %d, load %s", seed, load).isBetween(expected - 60, expected + 60);
            }
        }
        assertThat(total).as("seed %d", seed).isEqualTo(ROOMS);
    }

    @RepeatedTest(20)
    void jobsThatComeAtOnceDoNotAllGoToTheIdlest(RepetitionInfo repetition) {
        AgentWorld world = new AgentWorld(repetition.getCurrentRepetition());
        TestWorker idle = world.worker().register("", JobType.JT_ROOM);
        TestWorker busy = world.worker().register("", JobType.JT_ROOM);
        idle.load(0);
        busy.load(0.5);

        for (int i = 0; i < 30; i++) {
            world.start("room-" + i);
        }

        assertThat(busy.offered().size()).isGreaterThan(3);
        assertThat(idle.offered().size()).isGreaterThan(3);
        assertThat(idle.offered().size() + busy.offered().size()).isEqualTo(30);
    }
}
