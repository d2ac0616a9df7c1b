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

    private TestWorker roomWorker() {
        return world.worker().register("", JobType.JT_ROOM);
    }

    /** A worker, and then a lobby with a job for it. */
    private TestWorker lobbyWorker() {
        TestWorker worker = roomWorker();
        world.start("lobby");
        return worker;
    }

    private Job running(TestWorker worker) {
        Job job = worker.accept().getJob();
        world.join("lobby", agentOf(job), ParticipantKind.AGENT);
        return job;
    }

    @Test
    void aJobThatIsDeclinedIsOfferedToTheOtherWorkerOnce() {
        TestWorker one = roomWorker();
        TestWorker two = lobbyWorker();
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
        TestWorker third = roomWorker();
        assertThat(third.offered()).hasSize(1);
    }

    @Test
    void aWorkerThatDoesNotAnswerInTimeLosesTheJobToAnother() {
        TestWorker one = roomWorker();
        TestWorker two = lobbyWorker();
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
        TestWorker worker = lobbyWorker();

        world.pass(Duration.ofSeconds(5));
        assertThat(worker.offered()).hasSize(1);
        world.pass(Duration.ofSeconds(10));

        assertThat(worker.offered()).hasSize(2);
        worker.accept();
        assertThat(worker.assigned()).hasSize(1);
    }

    @Test
    void aFullWorkerGetsItsJobWhenItHasRoom() {
        TestWorker worker = roomWorker();
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
        TestWorker one = lobbyWorker();
        TestWorker two = roomWorker();

        one.die();

        assertThat(two.offered())
                .extracting(Job::getId)
                .containsExactly(one.offered().getFirst().getId());
    }

    @Test
    void aWorkerThatDiesBeforeItsAgentHasJoinedIsReplacedAtOnce() {
        TestWorker one = lobbyWorker();
        Job lost = one.accept().getJob();
        TestWorker two = roomWorker();

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
        TestWorker one = lobbyWorker();
        Job job = running(one);
        TestWorker two = roomWorker();

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
        TestWorker worker = lobbyWorker();
        Job job = running(worker);

        worker.report(job, JobStatus.JS_SUCCESS);
        world.leave("lobby", agentOf(job), DisconnectReason.CLIENT_INITIATED);
        world.join("lobby", "ann");
        roomWorker();
        world.pass(Duration.ofHours(1));

        assertThat(worker.offered()).hasSize(1);
        assertThat(worker.terminated()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_SUCCESS);
    }

    @Test
    void anAgentThatLeavesByItselfIsNotReplacedAndItsWorkerSaysWhatCameOfIt() {
        TestWorker worker = lobbyWorker();
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
        TestWorker worker = lobbyWorker();
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
        TestWorker worker = lobbyWorker();
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.CONNECTION_TIMEOUT);
        world.pass(Duration.ofSeconds(10));

        assertThat(worker.offered()).hasSize(2);
    }

    @Test
    void anAgentThatTakesOverFromItselfHasNotLeft() {
        TestWorker worker = lobbyWorker();
        Job job = running(worker);

        world.leave("lobby", agentOf(job), DisconnectReason.DUPLICATE_IDENTITY);

        assertThat(worker.terminated()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_RUNNING);
    }

    @Test
    void failuresInARowAreSpacedOutAndEnd() {
        TestWorker worker = lobbyWorker();

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
        TestWorker worker = lobbyWorker();
        for (int i = 0; i < 2 * JobRestarts.MAX_FAILURES; i++) {
            Job job = worker.accept().getJob();
            world.pass(Duration.ofMinutes(2));
            worker.report(job, JobStatus.JS_FAILED);
        }

        assertThat(worker.offered()).hasSize(2 * JobRestarts.MAX_FAILURES + 1);
    }

    @Test
    void aWorkerThatComesBackSpeaksForItsJobs() {
        TestWorker before = lobbyWorker();
        Job job = running(before);
        before.die();

        TestWorker back = roomWorker();
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
        TestWorker worker = lobbyWorker();
        Job job = running(worker);
        TestWorker same = roomWorker();
        TestWorker foreign = new TestWorker(world, "second").register("", JobType.JT_ROOM);

        same.report(job, JobStatus.JS_FAILED);
        worker.die();
        foreign.report(job, JobStatus.JS_FAILED);

        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_RUNNING);
    }
}
