package io.sluice.signaling.agent;

import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobState;
import io.sluice.signaling.proto.JobStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job on its way from a dispatch to a worker and to its end. */
final class AgentJob {
    /** Where it is. */
    enum Stage {
        /** No worker can take it now. */
        WAITING,
        /** A worker was asked. */
        OFFERED,
        /** A worker has it. */
        RUNNING,
        /** Its agent has left the room; what came of it is the worker's to say. */
        LEAVING,
        /** The API has ended it; its agent is to go. */
        TERMINATING,
        ENDED
    }

    /** Who wants it; null for jobs by which a worker tests itself. */
    final @Nullable Dispatch dispatch;

    final JobSlot slot;
    final WorkerKind kind;
    /** How many jobs of the slot failed in a row before this one. */
    final int failures;

    private final Job.Builder job;

    Stage stage = Stage.WAITING;
    /** Who was asked or has it; null as well when the worker has gone and its agent goes on. */
    @Nullable
    Worker worker;

    /** By whom the token was signed, so that only the same owner's workers may speak of it. */
    String apiKey = "";
    /** When to stop waiting: for an answer, a report, a departure, or, when {@link Stage#WAITING}, to be offered again. */
    @Nullable
    Instant deadline;

    /** Whether the end by {@link #deadline} calls for another job. */
    boolean restart;

    final Set<Worker> refusedBy = new HashSet<>();
    final Set<Worker> silent = new HashSet<>();

    AgentJob(@Nullable Dispatch dispatch, JobSlot slot, WorkerKind kind, int failures, Job.Builder job) {
        this.dispatch = dispatch;
        this.slot = slot;
        this.kind = kind;
        this.failures = failures;
        this.job = job;
    }

    String id() {
        return job.getId();
    }

    String room() {
        return job.getRoom().getName();
    }

    String identity() {
        return job.getState().getParticipantIdentity();
    }

    String agentName() {
        return job.getAgentName();
    }

    Instant startedAt() {
        return Instant.EPOCH.plusNanos(job.getState().getStartedAt());
    }

    boolean ended() {
        return stage == Stage.ENDED;
    }

    /** Whether an agent was sent into the room for it. */
    boolean assigned() {
        return stage == Stage.RUNNING || stage == Stage.LEAVING || stage == Stage.TERMINATING;
    }

    /** As a worker is told of it. */
    Job message() {
        return job.build();
    }

    void waiting(Instant now) {
        stage = Stage.WAITING;
        worker = null;
        deadline = null;
        state().setStatus(JobStatus.JS_PENDING).setWorkerId("").setUpdatedAt(AgentTimes.nanos(now));
    }

    /** Workers are told of a job that is offered as if it ran already. */
    void offeredTo(Worker asked, Instant now, Instant until) {
        stage = Stage.OFFERED;
        worker = asked;
        apiKey = asked.apiKey;
        deadline = until;
        state().setStatus(JobStatus.JS_RUNNING)
                .setWorkerId(asked.id)
                .setStartedAt(AgentTimes.nanos(now))
                .setUpdatedAt(AgentTimes.nanos(now));
    }

    void acceptedAs(String identity) {
        stage = Stage.RUNNING;
        deadline = null;
        state().setParticipantIdentity(identity);
    }

    void awaitsReport(Instant until, boolean restartWithoutOne) {
        stage = Stage.LEAVING;
        deadline = until;
        restart = restartWithoutOne;
    }

    void terminating(Instant until) {
        stage = Stage.TERMINATING;
        deadline = until;
    }

    void updated(Instant now) {
        state().setUpdatedAt(AgentTimes.nanos(now));
    }

    void end(JobStatus status, String error, Instant now) {
        stage = Stage.ENDED;
        worker = null;
        deadline = null;
        state().setStatus(status)
                .setError(error)
                .setEndedAt(AgentTimes.nanos(now))
                .setUpdatedAt(AgentTimes.nanos(now));
    }

    private JobState.Builder state() {
        return job.getStateBuilder();
    }
}
