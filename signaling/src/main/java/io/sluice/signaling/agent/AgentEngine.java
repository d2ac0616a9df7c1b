package io.sluice.signaling.agent;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.livekit.RoomMessages;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.RoomAgentDispatch;
import io.sluice.signaling.proto.SimulateJobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings dispatches and workers together. A dispatch has a slot for each job it is good for; whatever happens, in a room or among the
 * workers, slots that are empty are filled. So it does not matter what was there first: the room, the dispatch or the worker.
 *
 * <p>Not thread-safe, and without a clock: every call says what time it is.
 */
final class AgentEngine {
    /** Dispatches of one room. */
    static final int MAX_DISPATCHES = 100;
    /** Jobs by which one worker tests itself, at a time. */
    static final int MAX_SIMULATED = 100;
    /** Failures in a row after which a slot is given up. */
    static final int MAX_FAILURES = 10;

    /** A job that lived that long has not failed in a row with the one before. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** How long dispatches wait for a room that was about to be made. */
    private static final Duration UNBORN = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(AgentEngine.class);

    private final AgentSettings settings;
    private final JobOffers offers;
    private final Evictor evictor;
    private final AgentIds ids;
    private final WorkerPool pool;
    private final Map<String, DispatchRoom> rooms = new LinkedHashMap<>();
    private final Map<String, AgentJob> jobs = new LinkedHashMap<>();
    private final Set<Worker> workers = new LinkedHashSet<>();

    AgentEngine(AgentSettings settings, JobTokens tokens, Evictor evictor, RandomGenerator random) {
        this.settings = settings;
        this.offers = new JobOffers(settings, tokens);
        this.evictor = evictor;
        this.ids = new AgentIds(random);
        this.pool = new WorkerPool(settings.targetLoad(), random);
    }

    // --- workers ---

    Worker connected(WorkerLink link, String apiKey, Instant now) {
        Worker worker = new Worker(ids.worker(), apiKey, link, now);
        workers.add(worker);
        return worker;
    }

    /** The worker may have jobs of that kind from now on. */
    void registered(Worker worker, WorkerKind kind, Instant now) {
        worker.kind = kind;
        pool.add(worker, kind);
        log.info(
                "agent_worker_registered worker={} agent={} namespace={} type={} deployment={}",
                worker.id,
                kind.agentName(),
                kind.namespace(),
                kind.type(),
                kind.deployment());
        rooms.values().forEach(room -> fill(room, now));
        offerWaiting(kind, now);
    }

    /** The worker's status or load is another one. */
    void changed(Worker worker, Instant now) {
        if (worker.kind != null) {
            offerWaiting(worker.kind, now);
        }
    }

    /** The worker's connection has ended. What it was asked is asked another; an agent that is in its room goes on without it. */
    void lost(Worker worker, Instant now) {
        if (!workers.remove(worker)) {
            return;
        }
        worker.lost();
        pool.remove(worker);
        if (worker.kind != null) {
            log.info("agent_worker_lost worker={} jobs={}", worker.id, worker.jobs.size());
        }
        for (AgentJob job : List.copyOf(worker.offers)) {
            offers.withdrawn(job);
            if (job.dispatch == null) {
                end(job, JobStatus.JS_FAILED, "agent worker has gone", now);
            } else {
                offer(job, now);
            }
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

    /** The job of that id if this worker has it, was asked about it, or may take it over from one that has gone. */
    @Nullable
    AgentJob job(Worker worker, String id) {
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
            offers.withdrawn(job);
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
        offers.withdrawn(job);
        job.refusedBy.add(worker);
        if (job.dispatch == null) {
            end(job, JobStatus.JS_FAILED, "declined", now);
        } else {
            offer(job, now);
        }
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
        offers.offer(job, worker, now);
    }

    // --- rooms ---

    /**
     * A room is about to be made for which these agents, and no others, are wanted; where there are none, those that come into every room.
     * Nothing happens if the room is there already.
     */
    void expect(String room, List<RoomAgentDispatch> wishes, Instant now) {
        DispatchRoom expected = rooms.computeIfAbsent(room, name -> new DispatchRoom(name, now));
        if (expected.snapshot() == null && !expected.configured) {
            expected.configured = !wishes.isEmpty();
            wishes.stream().limit(MAX_DISPATCHES).forEach(wish -> add(expected, wish, now));
        }
    }

    void observed(RoomFact fact, Instant now) {
        String name = fact.room().name();
        switch (fact) {
            case RoomFact.RoomStarted started -> {
                DispatchRoom room = rooms.computeIfAbsent(name, _ -> new DispatchRoom(name, now));
                room.learn(started);
                if (!room.configured) {
                    add(room, RoomAgentDispatch.getDefaultInstance(), now);
                }
                fill(room, now);
            }
            case RoomFact.RoomFinished _ -> {
                DispatchRoom room = rooms.remove(name);
                if (room != null) {
                    finished(room, now);
                }
            }
            case RoomFact.OfParticipant of -> {
                DispatchRoom room = rooms.get(name);
                if (room != null) {
                    room.learn(fact);
                    if (fact instanceof RoomFact.ParticipantLeft left) {
                        left(room, left.participant(), now);
                    }
                    fill(room, now);
                }
            }
        }
    }

    /** Agents that are inside were told that the room has ended; one that is on its way must not bring it back to life. */
    private void finished(DispatchRoom room, Instant now) {
        for (AgentJob job : jobsOf(room)) {
            if (job.stage == AgentJob.Stage.RUNNING) {
                JobOffers.terminate(job);
            }
            end(job, job.assigned() ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED, "room has ended", now);
        }
    }

    private void left(DispatchRoom room, ParticipantSnapshot who, Instant now) {
        for (AgentJob job : jobsOf(room)) {
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
            if (byWill) {
                end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
            } else {
                fail(job, "agent worker left the room", now);
            }
            return;
        }
        JobOffers.terminate(job);
        job.awaitsReport(now.plus(settings.farewell()), !byWill);
    }

    // --- dispatches ---

    /** A further agent for a room; null if the room has too many dispatches. */
    @Nullable
    AgentDispatch create(String name, RoomAgentDispatch wish, Instant now) {
        DispatchRoom room = rooms.computeIfAbsent(name, _ -> new DispatchRoom(name, now));
        if (room.dispatches.size() >= MAX_DISPATCHES) {
            return null;
        }
        Dispatch dispatch = add(room, wish, now);
        AgentDispatch answer = dispatch.message();
        fill(room, now);
        return answer;
    }

    /** The dispatch as it ends; null if there is none. Its agents have a moment to leave. */
    @Nullable
    AgentDispatch delete(String name, String id, Instant now) {
        DispatchRoom room = rooms.get(name);
        Dispatch dispatch = room == null ? null : room.dispatches.remove(id);
        if (dispatch == null) {
            return null;
        }
        dispatch.deleted(now);
        AgentDispatch answer = dispatch.message();
        for (AgentJob job :
                jobs.values().stream().filter(each -> each.dispatch == dispatch).toList()) {
            if (job.assigned()) {
                JobOffers.terminate(job);
                job.terminating(now.plus(settings.termination()));
            } else {
                end(job, JobStatus.JS_FAILED, "dispatch was deleted", now);
            }
        }
        return answer;
    }

    /** Those of a room, or the one of that id where the id is not empty. */
    List<AgentDispatch> list(String name, String id) {
        DispatchRoom room = rooms.get(name);
        return room == null
                ? List.of()
                : room.dispatches.values().stream()
                        .filter(dispatch -> id.isEmpty() || dispatch.id.equals(id))
                        .map(Dispatch::message)
                        .toList();
    }

    private Dispatch add(DispatchRoom room, RoomAgentDispatch wish, Instant now) {
        Dispatch dispatch = new Dispatch(ids.dispatch(), room.name, wish, now);
        room.dispatches.put(dispatch.id, dispatch);
        return dispatch;
    }

    // --- slots ---

    private void fill(DispatchRoom room, Instant now) {
        RoomSnapshot snapshot = room.snapshot();
        if (snapshot == null) {
            return;
        }
        for (Dispatch dispatch : room.dispatches.values()) {
            for (WorkerKind kind : pool.reachedBy(dispatch.wish.getAgentName(), dispatch.wish.getDeployment())) {
                for (String subject : room.subjects(kind.type())) {
                    JobSlot slot = new JobSlot(kind.namespace(), kind.type(), subject);
                    if (!dispatch.has(slot)) {
                        offer(make(room, snapshot, dispatch, slot, kind, 0), now);
                    }
                }
            }
        }
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

    private void offer(AgentJob job, Instant now) {
        Set<Worker> except = new LinkedHashSet<>(job.refusedBy);
        except.addAll(job.silent);
        Worker worker = pool.pick(job.kind, except);
        if (worker != null) {
            offers.offer(job, worker, now);
            return;
        }
        if (job.stage != AgentJob.Stage.WAITING) {
            log.info("agent_job_waiting room={} job={} agent={}", job.room(), job.id(), job.agentName());
        }
        job.waiting(now);
        if (!job.silent.isEmpty()) {
            job.deadline = now.plus(settings.again());
        }
    }

    private void offerWaiting(WorkerKind kind, Instant now) {
        for (AgentJob job : jobs.values()) {
            // One with a deadline pauses after a failure, or has asked everybody.
            if (job.stage == AgentJob.Stage.WAITING && job.kind.equals(kind) && job.deadline == null) {
                offer(job, now);
            }
        }
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
        boolean stable = Duration.between(job.startedAt(), now).compareTo(STABLE) > 0;
        int failures = stable ? 1 : job.failures + 1;
        end(job, JobStatus.JS_FAILED, error, now);
        Dispatch dispatch = job.dispatch;
        DispatchRoom room = dispatch == null ? null : rooms.get(dispatch.room);
        if (dispatch == null || room == null || dispatch.deleted() || !dispatch.restarts() || failures > MAX_FAILURES) {
            return;
        }
        RoomSnapshot snapshot = room.snapshot();
        boolean wanted = job.slot.participant().isEmpty() || room.participant(job.slot.participant()) != null;
        if (snapshot == null || !wanted) {
            return;
        }
        AgentJob next = make(room, snapshot, dispatch, job.slot, job.kind, failures);
        if (failures == 1) {
            offer(next, now);
        } else {
            next.waiting(now);
            next.deadline = now.plus(pause(failures));
        }
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 2));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    // --- time ---

    /** Lets time pass. */
    void tick(Instant now) {
        for (Worker worker : workers) {
            if (worker.kind == null && !now.isBefore(worker.connectedAt.plus(settings.registration()))) {
                worker.close();
            }
        }
        for (AgentJob job : new ArrayList<>(jobs.values())) {
            Instant deadline = job.deadline;
            if (deadline != null && !now.isBefore(deadline)) {
                expired(job, now);
            }
        }
        rooms.values().removeIf(room -> room.snapshot() == null && !now.isBefore(room.knownSince.plus(UNBORN)));
    }

    private void expired(AgentJob job, Instant now) {
        switch (job.stage) {
            case WAITING -> {
                job.silent.clear();
                offer(job, now);
            }
            case OFFERED -> {
                Worker silent = job.worker;
                offers.withdrawn(job);
                if (silent == null || job.dispatch == null) {
                    end(job, JobStatus.JS_FAILED, "no answer", now);
                } else {
                    job.silent.add(silent);
                    offer(job, now);
                }
            }
            case LEAVING -> {
                if (job.restart) {
                    fail(job, "agent worker left the room", now);
                } else {
                    end(job, JobStatus.JS_FAILED, "agent worker left the room", now);
                }
            }
            case TERMINATING -> {
                sessions(job).forEach(sid -> evictor.remove(job.room(), sid));
                end(job, JobStatus.JS_SUCCESS, "", now);
            }
            case RUNNING, ENDED -> job.deadline = null;
        }
    }

    private List<String> sessions(AgentJob job) {
        DispatchRoom room = rooms.get(job.room());
        return room == null ? List.of() : room.sessionsOf(job.identity());
    }

    private List<AgentJob> jobsOf(DispatchRoom room) {
        return jobs.values().stream()
                .filter(job -> job.dispatch != null && job.dispatch.room.equals(room.name))
                .toList();
    }
}
