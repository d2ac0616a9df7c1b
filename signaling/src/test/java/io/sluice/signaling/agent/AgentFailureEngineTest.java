package io.sluice.signaling.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobRestartPolicy;
import io.sluice.signaling.proto.JobState;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.MigrateJobRequest;
import io.sluice.signaling.proto.WorkerMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of jobs when workers and agents go. */
class AgentFailureEngineTest {
    private final AgentWorld world = new AgentWorld();

    private static String agentOf(Job job) {
        return job.getState().getParticipantIdentity();
    }

    private Job running(TestWorker worker) {
        Job job = worker.accept().getJob();
        world.join("lobby", agentOf(job), ParticipantKind.AGENT);
        return job;
    }

    @Test
    void aJobThatIsDeclinedIsOfferedToTheOtherWorkerOnce() {
        TestWorker one = world.worker().register("", JobType.JT_ROOM);
        TestWorker two = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        TestWorker first = one.offered().isEmpty() ? two : one;
        TestWorker second = first == one ? two : one;

        first.answer(first.offered().getFirst(), false);
        second.answer(second.offered().getFirst(), false);
        first.load(0.1);
        world.pass(Duration.ofHours(1));

        assertThat(first.offered()).hasSize(1);
        assertThat(second.offered()).hasSize(1);
        assertThat(first.offered().getFirst().getId())
                .isEqualTo(second.offered().getFirst().getId());
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_PENDING);
        TestWorker third = world.worker().register("", JobType.JT_ROOM);
        assertThat(third.offered()).hasSize(1);
    }

    @Test
    void aWorkerThatDoesNotAnswerInTimeLosesTheJobToAnother() {
        TestWorker one = world.worker().register("", JobType.JT_ROOM);
        TestWorker two = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        TestWorker silent = one.offered().isEmpty() ? two : one;
        TestWorker other = silent == one ? two : one;
        Job job = silent.offered().getFirst();

        world.pass(Duration.ofSeconds(4));
        assertThat(other.offered()).isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(other.offered()).hasSize(1);
        silent.answer(job, true);
        other.accept();

        assertThat(silent.assigned()).isEmpty();
        assertThat(other.assigned()).hasSize(1);
    }

    @Test
    void aJobThatAllLetPassInSilenceIsOfferedAgainLater() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");

        world.pass(Duration.ofSeconds(5));
        assertThat(worker.offered()).hasSize(1);
        world.pass(Duration.ofSeconds(10));

        assertThat(worker.offered()).hasSize(2);
        worker.accept();
        assertThat(worker.assigned()).hasSize(1);
    }

    @Test
    void aFullWorkerGetsItsJobWhenItHasRoom() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        worker.full();
        world.start("lobby");
        assertThat(worker.offered()).isEmpty();

        worker.load(0.9);
        assertThat(worker.offered()).isEmpty();
        worker.load(0.2);

        assertThat(worker.offered()).hasSize(1);
    }

    @Test
    void aWorkerThatDiesWithAnOfferPassesItOn() {
        TestWorker one = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        TestWorker two = world.worker().register("", JobType.JT_ROOM);

        one.die();

        assertThat(two.offered())
                .extracting(Job::getId)
                .containsExactly(one.offered().getFirst().getId());
    }

    @Test
    void aWorkerThatDiesBeforeItsAgentHasJoinedIsReplacedAtOnce() {
        TestWorker one = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job lost = one.accept().getJob();
        TestWorker two = world.worker().register("", JobType.JT_ROOM);

        one.die();
        Job next = two.accept().getJob();

        assertThat(next.getId()).isNotEqualTo(lost.getId());
        assertThat(next.getDispatchId()).isEqualTo(lost.getDispatchId());
        assertThat(world.states("lobby"))
                .extracting(JobState::getStatus)
                .containsExactly(JobStatus.JS_FAILED, JobStatus.JS_RUNNING);
        assertThat(world.states("lobby").getFirst().getError()).isEqualTo("agent worker has gone");
        assertThat(world.states("lobby").getFirst().getEndedAt()).isPositive();
    }

    @Test
    void anAgentThatGoesOnWithoutItsWorkerIsReplacedWhenItIsCutOff() {
        TestWorker one = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(one);
        TestWorker two = world.worker().register("", JobType.JT_ROOM);

        one.die();
        assertThat(two.offered()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_RUNNING);
        world.leave("lobby", agentOf(job), DisconnectReason.SIGNAL_CLOSE);

        assertThat(two.offered()).hasSize(1);
        assertThat(world.states("lobby").getFirst().getStatus()).isEqualTo(JobStatus.JS_FAILED);
    }

    @Test
    void aDispatchMaySayThatNothingIsRestarted() {
        world.start("lobby");
        world.engine.create(
                "lobby",
                AgentWorld.wish("greeter").toBuilder()
                        .setRestartPolicy(JobRestartPolicy.JRP_NEVER)
                        .build(),
                world.now);
        TestWorker one = world.worker().register("greeter", JobType.JT_ROOM);
        one.accept();
        TestWorker two = world.worker().register("greeter", JobType.JT_ROOM);

        one.die();
        world.pass(Duration.ofMinutes(5));

        assertThat(two.offered()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_FAILED);
    }

    @Test
    void aJobThatIsDoneIsNotDoneAgain() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);

        worker.report(job, JobStatus.JS_SUCCESS);
        world.leave("lobby", agentOf(job), DisconnectReason.CLIENT_INITIATED);
        world.join("lobby", "ann");
        world.worker().register("", JobType.JT_ROOM);
        world.pass(Duration.ofHours(1));

        assertThat(worker.offered()).hasSize(1);
        assertThat(worker.terminated()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_SUCCESS);
    }

    @Test
    void anAgentThatLeavesByItselfIsNotReplacedAndItsWorkerSaysWhatCameOfIt() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.CLIENT_INITIATED);
        assertThat(worker.terminated()).containsExactly(job.getId());
        worker.report(job, JobStatus.JS_SUCCESS);
        world.pass(Duration.ofMinutes(1));

        assertThat(worker.offered()).hasSize(1);
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_SUCCESS);
    }

    @Test
    void anAgentThatLeavesWithoutAReportHasFailed() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.CLIENT_INITIATED);
        world.pass(Duration.ofSeconds(10));

        assertThat(worker.offered()).hasSize(1);
        assertThat(world.states("lobby")).singleElement().satisfies(state -> {
            assertThat(state.getStatus()).isEqualTo(JobStatus.JS_FAILED);
            assertThat(state.getError()).isEqualTo("agent worker left the room");
        });
    }

    @Test
    void anAgentThatIsCutOffIsReplacedByTheSameWorker() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.CONNECTION_TIMEOUT);
        world.pass(Duration.ofSeconds(10));

        assertThat(worker.offered()).hasSize(2);
    }

    @Test
    void anAgentThatTakesOverFromItselfHasNotLeft() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.DUPLICATE_IDENTITY);

        assertThat(worker.terminated()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_RUNNING);
    }

    @Test
    void failuresInARowAreSpacedOutAndEnd() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");

        worker.report(worker.accept().getJob(), JobStatus.JS_FAILED);
        assertThat(worker.offered()).hasSize(2);
        worker.report(worker.accept().getJob(), JobStatus.JS_FAILED);
        assertThat(worker.offered()).hasSize(2);
        world.pass(Duration.ofSeconds(1));
        assertThat(worker.offered()).hasSize(3);
        for (int i = 0; i < 20; i++) {
            if (worker.offered().size() > worker.assigned().size()) {
                worker.report(worker.accept().getJob(), JobStatus.JS_FAILED);
            }
            world.pass(Duration.ofSeconds(30));
        }

        assertThat(worker.offered()).hasSize(JobRestarts.MAX_FAILURES + 1);
    }

    @Test
    void aJobThatRanLongFailsAsIfForTheFirstTime() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        for (int i = 0; i < 2 * JobRestarts.MAX_FAILURES; i++) {
            Job job = worker.accept().getJob();
            world.pass(Duration.ofMinutes(2));
            worker.report(job, JobStatus.JS_FAILED);
        }

        assertThat(worker.offered()).hasSize(2 * JobRestarts.MAX_FAILURES + 1);
    }

    @Test
    void aWorkerThatComesBackSpeaksForItsJobs() {
        TestWorker before = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(before);
        before.die();

        TestWorker back = world.worker().register("", JobType.JT_ROOM);
        back.say(WorkerMessage.newBuilder()
                .setMigrateJob(MigrateJobRequest.newBuilder().addJobIds(job.getId())));
        world.leave("lobby", agentOf(job), DisconnectReason.SIGNAL_CLOSE);
        assertThat(back.terminated()).containsExactly(job.getId());
        back.report(job, JobStatus.JS_SUCCESS);

        assertThat(back.offered()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_SUCCESS);
    }

    @Test
    void nobodySpeaksForTheJobsOfAnother() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = running(worker);
        TestWorker same = world.worker().register("", JobType.JT_ROOM);
        TestWorker foreign = new TestWorker(world, "second").register("", JobType.JT_ROOM);

        same.report(job, JobStatus.JS_FAILED);
        worker.die();
        foreign.report(job, JobStatus.JS_FAILED);

        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_RUNNING);
    }
}
