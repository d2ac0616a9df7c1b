package io.sluice.signaling.agent;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.RoomAgentDispatch;
import io.sluice.signaling.proto.ServerInfo;
import io.sluice.signaling.proto.WorkerMessage;
import io.sluice.tokenapi.token.TokenIssuer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents of a node: what happens in rooms and what workers say comes in from many threads and is dealt with on one of its own, in
 * order. Thread-safe.
 */
public final class AgentService implements RoomObserver, AutoCloseable {
    private static final long TICK_MILLIS = 250;
    private static final Logger log = LoggerFactory.getLogger(AgentService.class);

    private final AgentEngine engine;
    private final WorkerProtocol protocol;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Rooms rooms;
    private volatile AgentFigures figures = AgentFigures.NONE;

    /**
     * Agents that come with tokens by this issuer.
     *
     * @param server told to workers
     * @param random thread-safe
     */
    public AgentService(
            AgentSettings settings, ServerInfo server, TokenIssuer issuer, Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.engine = new AgentEngine(settings, new JobTokens(issuer), this::remove, random);
        this.protocol = new WorkerProtocol(engine, server);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("agents").daemon().factory());
        thread.scheduleAtFixedRate(() -> guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        engine.tick(clock.instant());
        figures = engine.figures();
    }

    /** How things are, or were a moment ago. */
    public AgentFigures figures() {
        return figures;
    }

    /** Where agents may be taken out again. Rooms need their observer first, so this comes later. */
    public void serve(Rooms observed) {
        rooms = observed;
    }

    /** A worker has connected; its token was signed by that key. */
    public WorkerSession open(String apiKey, WorkerLink link) {
        CompletableFuture<Worker> connected = new CompletableFuture<>();
        run(() -> connected.complete(engine.connected(link, apiKey, clock.instant())));
        return new WorkerSession() {
            @Override
            public void receive(WorkerMessage message) {
                run(() -> protocol.received(connected.join(), message, clock.instant()));
            }

            @Override
            public void lost() {
                run(() -> engine.lost(connected.join(), clock.instant()));
            }
        };
    }

    @Override
    public void observed(RoomFact fact) {
        run(() -> engine.observed(fact, clock.instant()));
    }

    /**
     * A room is about to be made for which these agents, and no others, are wanted; where there are none, those that come into every room.
     * Must be called before the room is opened, and has no effect on one that is there.
     */
    public void expect(String room, List<RoomAgentDispatch> agents) {
        run(() -> engine.expect(room, agents, clock.instant()));
    }

    /** A further agent for a room; empty if the room has too many dispatches. */
    public CompletableFuture<Optional<AgentDispatch>> create(String room, RoomAgentDispatch wish) {
        return ask(() -> Optional.ofNullable(engine.create(room, wish, clock.instant())));
    }

    /** Ends a dispatch and its agents; empty if there is none of that id. */
    public CompletableFuture<Optional<AgentDispatch>> delete(String room, String id) {
        return ask(() -> Optional.ofNullable(engine.delete(room, id, clock.instant())));
    }

    /** The dispatches of a room, or the one of that id where the id is not empty. */
    public CompletableFuture<List<AgentDispatch>> list(String room, String id) {
        return ask(() -> engine.list(room, id));
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, thread);
    }

    private void remove(String room, String participant) {
        Rooms known = rooms;
        Shard shard = known == null ? null : known.find(room);
        if (shard != null) {
            shard.offer(new RoomCommand.Leave(participant, DisconnectReason.PARTICIPANT_REMOVED));
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            // The node ends; so do its workers' connections.
            log.trace("agents_closed");
        }
    }

    /** A bug of ours in one task must not end those that follow. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("agents_failed", e);
        }
    }

    /** Ends the thread. Connections to workers are ended by whoever opened them. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
