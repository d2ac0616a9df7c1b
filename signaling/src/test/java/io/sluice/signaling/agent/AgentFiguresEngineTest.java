package io.sluice.signaling.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import org.junit.jupiter.api.Test;

/** What operators are shown of workers and jobs. */
class AgentFiguresEngineTest {
    private final AgentWorld world = new AgentWorld();

    @Test
    void aJobIsCountedWhereItIsUntilItHasEnded() {
        world.start("lobby");
        world.create("lobby", "greeter");
        assertThat(world.engine.figures()).isEqualTo(AgentFigures.NONE);

        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);
        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(1, 0, 0, 1, 0, 0, 0));

        worker.accept();
        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(1, 0, 0, 0, 1, 0, 0));

        worker.report(worker.offered().getLast(), JobStatus.JS_SUCCESS);
        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(1, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void aWorkerBeyondItsLoadIsFullAndItsJobsWait() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.worker();
        worker.load(0.9);

        world.start("lobby");

        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(0, 1, 1, 0, 0, 0, 0));
        world.finish("lobby");
        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(0, 1, 0, 0, 0, 0, 1));
        worker.die();
        assertThat(world.engine.figures()).isEqualTo(new AgentFigures(0, 0, 0, 0, 0, 0, 1));
    }
}
