package io.sluice.signaling.agent;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.livekit.RoomMessages;
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
 * The jobs that are not over, from their beginning to their end, and the ones that follow those that fail. When that is, {@link AgentJobs}
 * says. Not thread-safe, and without a clock.
 */
final class JobTable {
    private static final Logger log = LoggerFactory.getLogger(JobTable.class);

    private final AgentSettings settings;
    private final JobOffers offers;
    private final AgentIds ids;
    private final Map<String, DispatchRoom> rooms;
    private final Map<String, AgentJob> jobs = new LinkedHashMap<>();
    private long succeeded;
    private long failed;

    /** @param rooms by name, read only: a room that has gone wants no more jobs */
    JobTable(AgentSettings settings, JobOffers offers, AgentIds ids, Map<String, DispatchRoom> rooms) {
        this.settings = settings;
        this.offers = offers;
        this.ids = ids;
        this.rooms = rooms;
    }

    // --- which there are ---

    /** The job of that id. */
    @Nullable
    AgentJob get(String id) {
        return jobs.get(id);
    }

    /** All of them; they may end meanwhile. */
    List<AgentJob> all() {
        return List.copyOf(jobs.values());
    }

    /** Those of a room's dispatches. */
    List<AgentJob> of(DispatchRoom room) {
        return jobs.values().stream()
                .filter(job -> job.dispatch != null && job.dispatch.room.equals(room.name))
                .toList();
    }

    /** Those of a dispatch. */
    List<AgentJob> of(Dispatch dispatch) {
        return jobs.values().stream().filter(job -> job.dispatch == dispatch).toList();
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

    // --- beginnings ---

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

    /** Makes a job by which a worker tests itself. */
    AgentJob simulated(WorkerKind kind, SimulateJobRequest request) {
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
        return job;
    }

    // --- ends ---

    /** The job is over. */
    void end(AgentJob job, JobStatus status, String error, Instant now) {
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
    void fail(AgentJob job, String error, Instant now) {
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
}
