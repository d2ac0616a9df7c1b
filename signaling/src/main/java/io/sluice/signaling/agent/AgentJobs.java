package io.sluice.signaling.agent;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.SimulateJobRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of jobs by what workers say, by what happens in rooms, and by the time that passes. Not thread-safe, and without a clock. */
final class AgentJobs {
    /** Jobs by which one worker tests itself, at a time. */
    static final int MAX_SIMULATED = 100;

    private static final Logger log = LoggerFactory.getLogger(AgentJobs.class);

    private final AgentSettings settings;
    private final JobTable jobs;
    private final JobOffers offers;
    private final Evictor evictor;
    private final Map<String, DispatchRoom> rooms;

    /** @param rooms by name, read only: who is in them decides whether a job goes on */
    AgentJobs(
            AgentSettings settings, JobTable jobs, JobOffers offers, Evictor evictor, Map<String, DispatchRoom> rooms) {
        this.settings = settings;
        this.jobs = jobs;
        this.offers = offers;
        this.evictor = evictor;
        this.rooms = rooms;
    }

    // --- offers ---

    /** A worker asks for a job to see what it does. */
    void simulate(Worker worker, SimulateJobRequest request, Instant now) {
        long simulated = jobs.all().stream()
                .filter(job -> job.dispatch == null && job.worker == worker)
                .count();
        WorkerKind kind = worker.kind;
        if (kind == null || simulated >= MAX_SIMULATED) {
            return;
        }
        AgentJob job = jobs.simulated(kind, request);
        offers.ask(job, worker, now);
    }

    /** The worker that was asked does not take the job. One by which it tests itself is for no other. */
    private void askAnother(AgentJob job, String error, Instant now) {
        offers.withdrawn(job);
        if (job.dispatch == null) {
            jobs.end(job, JobStatus.JS_FAILED, error, now);
        } else {
            offers.offer(job, now);
        }
    }

    /** A worker of that kind may have become able to take a job. */
    void offerWaiting(WorkerKind kind, Instant now) {
        for (AgentJob job : jobs.all()) {
            // One with a deadline pauses after a failure, or has asked everybody.
            if (job.stage == AgentJob.Stage.WAITING && job.kind.equals(kind) && job.deadline == null) {
                offers.offer(job, now);
            }
        }
    }

    // --- what workers say ---

    /** The job of that id if this worker has it, was asked about it, or may take it over from one that has gone. */
    @Nullable
    AgentJob find(Worker worker, String id) {
        AgentJob job = jobs.get(id);
        if (job == null || !job.apiKey.equals(worker.apiKey)) {
            return null;
        }
        return job.worker == worker || (job.worker == null && job.assigned()) ? job : null;
    }

    /** A worker that came back speaks for jobs of its earlier connection. */
    void adopt(Worker worker, AgentJob job) {
        job.worker = worker;
        worker.jobs.add(job);
    }

    /** The worker takes the job. */
    void accepted(AgentJob job, AvailabilityResponse answer, Instant now) {
        if (answer.getTerminate()) {
            jobs.end(job, JobStatus.JS_SUCCESS, "", now);
            return;
        }
        offers.assign(job, answer, now);
        log.info(
                "agent_job_assigned room={} job={} agent={} participant={}",
                job.room(),
                job.id(),
                job.agentName(),
                job.identity());
    }

    /** The worker does not take the job. */
    void declined(AgentJob job, Worker worker, Instant now) {
        job.refusedBy.add(worker);
        askAnother(job, "declined", now);
    }

    /** The worker says what has become of the job. */
    void reported(AgentJob job, JobStatus status, String error, Instant now) {
        switch (status) {
            case JS_SUCCESS -> jobs.end(job, JobStatus.JS_SUCCESS, error, now);
            case JS_FAILED -> {
                if (job.stage == AgentJob.Stage.TERMINATING) {
                    jobs.end(job, JobStatus.JS_FAILED, error, now);
                } else {
                    jobs.fail(job, error, now);
                }
            }
            default -> job.updated(now);
        }
    }

    /** A worker has gone. What it was asked is asked another; an agent that is in its room goes on without it. */
    void lost(Worker worker, Instant now) {
        for (AgentJob job : List.copyOf(worker.offers)) {
            askAnother(job, "agent worker has gone", now);
        }
        for (AgentJob job : List.copyOf(worker.jobs)) {
            worker.jobs.remove(job);
            job.worker = null;
            if (sessions(job).isEmpty()) {
                workerGone(job, now);
            }
        }
    }

    private void workerGone(AgentJob job, Instant now) {
        switch (job.stage) {
            case RUNNING -> jobs.fail(job, "agent worker has gone", now);
            case LEAVING -> {
                if (job.restart) {
                    jobs.fail(job, "agent worker has gone", now);
                } else {
                    jobs.end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
                }
            }
            case TERMINATING -> jobs.end(job, JobStatus.JS_SUCCESS, "", now);
            default -> throw new IllegalStateException("a worker has a job that is " + job.stage);
        }
    }

    // --- what happens in rooms ---

    /** Agents that are inside were told that the room has ended; one that is on its way must not bring it back to life. */
    void finished(DispatchRoom room, Instant now) {
        for (AgentJob job : jobs.of(room)) {
            if (job.stage == AgentJob.Stage.RUNNING) {
                JobOffers.terminate(job);
            }
            jobs.end(job, job.assigned() ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED, "room has ended", now);
        }
    }

    /** Somebody has left the room: jobs about it that nobody has begun end, and an agent leaves its job. */
    void left(DispatchRoom room, ParticipantSnapshot who, Instant now) {
        for (AgentJob job : jobs.of(room)) {
            if (job.slot.participant().equals(who.sid()) && !job.assigned()) {
                jobs.end(job, JobStatus.JS_FAILED, "participant has left", now);
            } else if (job.assigned() && job.identity().equals(who.identity())) {
                agentLeft(room, job, who.disconnectReason(), now);
            }
        }
        room.dispatches.values().forEach(dispatch -> dispatch.forget(who.sid()));
    }

    private void agentLeft(DispatchRoom room, AgentJob job, DisconnectReason reason, Instant now) {
        if (reason == DisconnectReason.DUPLICATE_IDENTITY
                || !room.sessionsOf(job.identity()).isEmpty()) {
            return;
        }
        if (job.stage == AgentJob.Stage.TERMINATING) {
            jobs.end(job, JobStatus.JS_SUCCESS, "", now);
            return;
        }
        boolean byWill = reason == DisconnectReason.CLIENT_INITIATED || reason == DisconnectReason.PARTICIPANT_REMOVED;
        if (job.worker == null) {
            unreported(job, !byWill, now);
            return;
        }
        JobOffers.terminate(job);
        job.awaitsReport(now.plus(settings.farewell()), !byWill);
    }

    /** The agent has left, and nobody says what came of its job. */
    private void unreported(AgentJob job, boolean restart, Instant now) {
        if (restart) {
            jobs.fail(job, "agent worker left the room", now);
        } else {
            jobs.end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
        }
    }

    /** A dispatch was deleted: its agents have a moment to leave. */
    void deleted(Dispatch dispatch, Instant now) {
        for (AgentJob job : jobs.of(dispatch)) {
            if (job.assigned()) {
                JobOffers.terminate(job);
                job.terminating(now.plus(settings.termination()));
            } else {
                jobs.end(job, JobStatus.JS_FAILED, "dispatch was deleted", now);
            }
        }
    }

    private List<String> sessions(AgentJob job) {
        DispatchRoom room = rooms.get(job.room());
        return room == null ? List.of() : room.sessionsOf(job.identity());
    }

    // --- time ---

    /** Lets time pass. */
    void tick(Instant now) {
        for (AgentJob job : jobs.all()) {
            Instant deadline = job.deadline;
            if (deadline != null && !now.isBefore(deadline)) {
                expired(job, now);
            }
        }
    }

    private void expired(AgentJob job, Instant now) {
        switch (job.stage) {
            case WAITING -> {
                job.silent.clear();
                offers.offer(job, now);
            }
            case OFFERED -> {
                if (job.worker != null) {
                    job.silent.add(job.worker);
                }
                askAnother(job, "no answer", now);
            }
            case LEAVING -> unreported(job, job.restart, now);
            case TERMINATING -> {
                sessions(job).forEach(sid -> evictor.remove(job.room(), sid));
                jobs.end(job, JobStatus.JS_SUCCESS, "", now);
            }
            case RUNNING, ENDED -> job.deadline = null;
        }
    }
}
