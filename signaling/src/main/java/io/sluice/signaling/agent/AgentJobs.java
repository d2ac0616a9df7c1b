package io.sluice.signaling.agent;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.livekit.RoomMessages;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.SimulateJobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that are not over: what begins them, what ends them, and whether another one follows. Not thread-safe, and
 * without a clock.
 */
final class AgentJobs {
    /** Jobs by which one worker tests itself, at a time. */
    static final int MAX_SIMULATED = 100;

    private static final Logger log = LoggerFactory.getLogger(AgentJobs.class);

    private final AgentSettings settings;
    private final JobOffers offers;
    private final Evictor evictor;
    private final AgentIds ids;
    private final Map<String, DispatchRoom> rooms;
    private final Map<String, AgentJob> jobs = new LinkedHashMap<>();
    private long succeeded;
    private long failed;

    /** @param rooms by name, read only: who is in them decides whether a job goes on */
    AgentJobs(
            AgentSettings settings,
            JobTokens tokens,
            Evictor evictor,
            AgentIds ids,
            WorkerPool pool,
            Map<String, DispatchRoom> rooms) {
        this.settings = settings;
        this.offers = new JobOffers(settings, tokens, pool);
        this.evictor = evictor;
        this.ids = ids;
        this.rooms = rooms;
    }

    // --- offers ---

    /** Begins the job of a slot that is empty. */
    void begin(
            DispatchRoom room, RoomSnapshot snapshot, Dispatch dispatch, JobSlot slot, WorkerKind kind, Instant now) {
        offers.offer(make(room, snapshot, dispatch, slot, kind, 0), now);
    }

    private AgentJob make(
            DispatchRoom room, RoomSnapshot snapshot, Dispatch dispatch, JobSlot slot, WorkerKind kind, int failures) {
        Job.Builder message = Job.newBuilder()
                .setId(ids.job())
                .setDispatchId(dispatch.id)
                .setType(slot.type())
                .setRoom(RoomMessages.write(snapshot))
                .setNamespace(slot.namespace())
                .setAgentName(dispatch.wish.getAgentName())
                .setMetadata(dispatch.wish.getMetadata())
                .setDeployment(dispatch.wish.getDeployment())
                .putAllAttributes(dispatch.wish.getAttributesMap())
                .setEnableRecording(settings.recording())
                .setEnableRedaction(settings.redaction());
        ParticipantSnapshot subject = room.participant(slot.participant());
        if (subject != null) {
            message.setParticipant(RoomMessages.write(subject));
        }
        AgentJob job = new AgentJob(dispatch, slot, kind, failures, message);
        jobs.put(job.id(), job);
        dispatch.put(job);
        return job;
    }

    /** A worker asks for a job to see what it does. */
    void simulate(Worker worker, SimulateJobRequest request, Instant now) {
        long simulated = jobs.values().stream()
                .filter(job -> job.dispatch == null && job.worker == worker)
                .count();
        WorkerKind kind = worker.kind;
        if (kind == null || simulated >= MAX_SIMULATED) {
            return;
        }
        JobType type = request.hasParticipant() ? JobType.JT_PUBLISHER : JobType.JT_ROOM;
        Job.Builder message = Job.newBuilder()
                .setId(ids.job())
                .setType(type)
                .setRoom(request.getRoom())
                .setNamespace(kind.namespace())
                .setAgentName(kind.agentName());
        if (request.hasParticipant()) {
            message.setParticipant(request.getParticipant());
        }
        AgentJob job = new AgentJob(null, new JobSlot(kind.namespace(), type, ""), kind, 0, message);
        jobs.put(job.id(), job);
        offers.ask(job, worker, now);
    }

    /** The worker that was asked does not take the job. One by which it tests itself is for no other. */
    private void askAnother(AgentJob job, String error, Instant now) {
        offers.withdrawn(job);
        if (job.dispatch == null) {
            end(job, JobStatus.JS_FAILED, error, now);
        } else {
            offers.offer(job, now);
        }
    }

    /** A worker of that kind may have become able to take a job. */
    void offerWaiting(WorkerKind kind, Instant now) {
        for (AgentJob job : jobs.values()) {
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
            end(job, JobStatus.JS_SUCCESS, "", now);
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
            case JS_SUCCESS -> end(job, JobStatus.JS_SUCCESS, error, now);
            case JS_FAILED -> {
                if (job.stage == AgentJob.Stage.TERMINATING) {
                    end(job, JobStatus.JS_FAILED, error, now);
                } else {
                    fail(job, error, now);
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
            case RUNNING -> fail(job, "agent worker has gone", now);
            case LEAVING -> {
                if (job.restart) {
                    fail(job, "agent worker has gone", now);
                } else {
                    end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
                }
            }
            case TERMINATING -> end(job, JobStatus.JS_SUCCESS, "", now);
            default -> throw new IllegalStateException("a worker has a job that is " + job.stage);
        }
    }

    // --- what happens in rooms ---

    /** Agents that are inside were told that the room has ended; one that is on its way must not bring it back to life. */
    void finished(DispatchRoom room, Instant now) {
        for (AgentJob job : of(room)) {
            if (job.stage == AgentJob.Stage.RUNNING) {
                JobOffers.terminate(job);
            }
            end(job, job.assigned() ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED, "room has ended", now);
        }
    }

    /** Somebody has left the room: jobs about it that nobody has begun end, and an agent leaves its job. */
    void left(DispatchRoom room, ParticipantSnapshot who, Instant now) {
        for (AgentJob job : of(room)) {
            if (job.slot.participant().equals(who.sid()) && !job.assigned()) {
                end(job, JobStatus.JS_FAILED, "participant has left", now);
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
            end(job, JobStatus.JS_SUCCESS, "", now);
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
            fail(job, "agent worker left the room", now);
        } else {
            end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
        }
    }

    /** A dispatch was deleted: its agents have a moment to leave. */
    void deleted(Dispatch dispatch, Instant now) {
        for (AgentJob job :
                jobs.values().stream().filter(each -> each.dispatch == dispatch).toList()) {
            if (job.assigned()) {
                JobOffers.terminate(job);
                job.terminating(now.plus(settings.termination()));
            } else {
                end(job, JobStatus.JS_FAILED, "dispatch was deleted", now);
            }
        }
    }

    private List<String> sessions(AgentJob job) {
        DispatchRoom room = rooms.get(job.room());
        return room == null ? List.of() : room.sessionsOf(job.identity());
    }

    private List<AgentJob> of(DispatchRoom room) {
        return jobs.values().stream()
                .filter(job -> job.dispatch != null && job.dispatch.room.equals(room.name))
                .toList();
    }

    // --- ends ---

    private void end(AgentJob job, JobStatus status, String error, Instant now) {
        if (job.ended()) {
            return;
        }
        if (job.worker != null) {
            job.worker.offers.remove(job);
            job.worker.jobs.remove(job);
        }
        jobs.remove(job.id());
        job.end(status, error, now);
        if (status == JobStatus.JS_SUCCESS) {
            succeeded++;
        } else {
            failed++;
        }
        log.info(
                "agent_job_ended room={} job={} agent={} status={} error={}",
                job.room(),
                job.id(),
                job.agentName(),
                status,
                error);
    }

    /** Ends the job and, where the dispatch asks for it, puts another one in its place. */
    private void fail(AgentJob job, String error, Instant now) {
        int failures = JobRestarts.failures(job, now);
        end(job, JobStatus.JS_FAILED, error, now);
        Dispatch dispatch = job.dispatch;
        DispatchRoom room = dispatch == null ? null : rooms.get(dispatch.room);
        if (dispatch == null
                || room == null
                || dispatch.deleted()
                || !dispatch.restarts()
                || failures > JobRestarts.MAX_FAILURES) {
            return;
        }
        RoomSnapshot snapshot = room.snapshot();
        boolean wanted = job.slot.participant().isEmpty() || room.participant(job.slot.participant()) != null;
        if (snapshot == null || !wanted) {
            return;
        }
        AgentJob next = make(room, snapshot, dispatch, job.slot, job.kind, failures);
        Duration pause = JobRestarts.pause(failures);
        if (pause.isZero()) {
            offers.offer(next, now);
        } else {
            next.waiting(now);
            next.deadline = now.plus(pause);
        }
    }

    /** Jobs that are where one of these stages says. */
    int count(Set<AgentJob.Stage> stages) {
        return (int)
                jobs.values().stream().filter(job -> stages.contains(job.stage)).count();
    }

    /** Jobs that have ended well since the start. */
    long succeeded() {
        return succeeded;
    }

    /** Jobs that have ended otherwise since the start. */
    long failed() {
        return failed;
    }

    // --- time ---

    /** Lets time pass. */
    void tick(Instant now) {
        for (AgentJob job : List.copyOf(jobs.values())) {
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
                end(job, JobStatus.JS_SUCCESS, "", now);
            }
            case RUNNING, ENDED -> job.deadline = null;
        }
    }
}
