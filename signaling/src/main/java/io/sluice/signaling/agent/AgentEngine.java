package io.sluice.signaling.agent;

import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.agent.AgentJob.Stage;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.RoomAgentDispatch;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
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
 * workers, slots that are empty are filled. So it does not matter what was there first: the room, the dispatch or the worker. What becomes of
 * the job in a slot is for {@link AgentJobs} to say.
 *
 * <p>Not thread-safe, and without a clock: every call says what time it is.
 */
final class AgentEngine {
    /** Dispatches of one room. */
    static final int MAX_DISPATCHES = 100;

    /** How long dispatches wait for a room that was about to be made. */
    private static final Duration UNBORN = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(AgentEngine.class);

    private final AgentSettings settings;
    private final AgentIds ids;
    private final WorkerPool pool;
    private final Map<String, DispatchRoom> rooms = new LinkedHashMap<>();
    private final JobTable table;
    private final AgentJobs jobs;
    private final Set<Worker> workers = new LinkedHashSet<>();

    AgentEngine(AgentSettings settings, JobTokens tokens, Evictor evictor, RandomGenerator random) {
        this.settings = settings;
        this.ids = new AgentIds(random);
        this.pool = new WorkerPool(settings.targetLoad(), random);
        JobOffers offers = new JobOffers(settings, tokens, pool);
        this.table = new JobTable(settings, offers, ids, rooms);
        this.jobs = new AgentJobs(settings, table, offers, evictor, rooms);
    }

    /** What has become of the slots. */
    AgentJobs jobs() {
        return jobs;
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
        jobs.offerWaiting(kind, now);
    }

    /** The worker's status or load is another one. */
    void changed(Worker worker, Instant now) {
        if (worker.kind != null) {
            jobs.offerWaiting(worker.kind, now);
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
        jobs.lost(worker, now);
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
                    jobs.finished(room, now);
                }
            }
            case RoomFact.OfParticipant of -> {
                DispatchRoom room = rooms.get(name);
                if (room != null) {
                    room.learn(fact);
                    if (fact instanceof RoomFact.ParticipantLeft left) {
                        jobs.left(room, left.participant(), now);
                    }
                    fill(room, now);
                }
            }
        }
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
        jobs.deleted(dispatch, now);
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
                        table.begin(room, snapshot, dispatch, slot, kind, now);
                    }
                }
            }
        }
    }

    // --- figures ---

    /** How things are now. */
    AgentFigures figures() {
        int full = 0;
        int registered = 0;
        for (Worker worker : workers) {
            if (worker.kind != null) {
                registered++;
                full += pool.full(worker) ? 1 : 0;
            }
        }
        return new AgentFigures(
                registered - full,
                full,
                table.count(EnumSet.of(Stage.WAITING)),
                table.count(EnumSet.of(Stage.OFFERED)),
                table.count(EnumSet.of(Stage.RUNNING, Stage.LEAVING, Stage.TERMINATING)),
                table.succeeded(),
                table.failed());
    }

    // --- time ---

    /** Lets time pass. */
    void tick(Instant now) {
        for (Worker worker : workers) {
            if (worker.kind == null && !now.isBefore(worker.connectedAt.plus(settings.registration()))) {
                worker.close();
            }
        }
        jobs.tick(now);
        rooms.values().removeIf(room -> room.snapshot() == null && !now.isBefore(room.knownSince.plus(UNBORN)));
    }
}
