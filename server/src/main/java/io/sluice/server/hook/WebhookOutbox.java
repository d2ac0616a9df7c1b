package io.sluice.server.hook;

import io.sluice.config.WebhookConfig;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.signaling.webhook.WebhookPayload;
import io.sluice.signaling.webhook.WebhookPayloads;
import io.sluice.signaling.webhook.WebhookSigner;
import io.sluice.tokenapi.token.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers what happens in rooms: at least once, in order for each room and receiver, for as long as the rules say, over restarts where
 * there is a folder ({@code docs/reference/webhooks.md}). Rooms only hand facts over; a thread of its own does the rest, and a virtual thread
 * each try.
 */
public final class WebhookOutbox implements RoomObserver, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebhookOutbox.class);
    /** Facts that rooms handed over and nobody has looked at yet. The thread would have to stand still for seconds to have so many. */
    private static final int INTAKE = 50_000;

    private static final long NEVER = Long.MAX_VALUE;

    /** What the thread is woken by. */
    private sealed interface Message {
        record Happened(RoomFact fact) implements Message {}

        record Tried(Letter letter, Outcome outcome, long nanos) implements Message {}

        record Stop(long atMillis) implements Message {}
    }

    private final WebhookConfig config;
    private final EventFilter filter;
    private final RoomReceivers roomReceivers;
    private final WebhookPayloads payloads;
    private final InstantSource clock;
    private final OutboxStore store;
    private final OutboxEngine engine;
    private final OutboxListener listener;
    private final Postman postman;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger facts = new AtomicInteger();
    /** The last sequence number of each life of a room, by receiver. */
    private final Map<String, Map<String, Long>> sequences = new HashMap<>();

    private final Set<String> failing = new HashSet<>();
    private final Thread thread;
    private long stopAt = NEVER;
    private volatile int depth;

    private WebhookOutbox(
            WebhookConfig config,
            KeyRing keys,
            OutboxStore store,
            InstantSource clock,
            RandomGenerator random,
            OutboxListener listener) {
        this.config = config;
        this.filter = new EventFilter(config.includeEvents(), config.excludeEvents());
        this.roomReceivers = new RoomReceivers(config.roomUrls());
        this.payloads = new WebhookPayloads(clock, random, config.fullRooms());
        this.clock = clock;
        this.store = store;
        this.listener = listener;
        this.engine = new OutboxEngine(OutboxRules.of(config), random, this::dropped);
        this.postman = new Postman(new WebhookSigner(keys), clock, config.urls());
        this.thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);
    }

    /**
     * Begins, with the letters that an earlier run left.
     *
     * @param keys whose first key signs
     * @param folder for letters that are not through; null to keep them in memory
     * @throws IOException when the folder can not be used
     */
    public static WebhookOutbox start(
            WebhookConfig config,
            KeyRing keys,
            @Nullable Path folder,
            InstantSource clock,
            RandomGenerator random,
            OutboxListener listener)
            throws IOException {
        WebhookOutbox outbox = new WebhookOutbox(config, keys, OutboxStore.open(folder), clock, random, listener);
        outbox.reload();
        outbox.thread.start();
        return outbox;
    }

    private void reload() {
        List<Letter> orphans = new ArrayList<>();
        store.load(letter -> {
            if (config.urls().contains(letter.receiver()) || roomReceivers.allowed(letter.receiver())) {
                engine.add(letter);
            } else {
                orphans.add(letter);
            }
        });
        orphans.forEach(letter -> dropped(letter, DropReason.UNCONFIGURED));
        depth = engine.depth();
        if (engine.depth() > 0) {
            log.info("webhooks_left_over letters={}", engine.depth());
        }
    }

    /** Letters that are not through. */
    public int depth() {
        return depth;
    }

    @Override
    public void observed(RoomFact fact) {
        if (facts.incrementAndGet() > INTAKE) {
            facts.decrementAndGet();
            listener.ended("drop", "intake");
            log.error(
                    "webhook_intake_full room={} fact={}",
                    fact.room().name(),
                    fact.getClass().getSimpleName());
            return;
        }
        messages.add(new Message.Happened(fact));
    }

    private void run() {
        while (!finished()) {
            try {
                turn();
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                log.error("webhook_outbox_failed", e);
            }
        }
        store.close();
        postman.close();
    }

    private boolean finished() {
        return stopAt != NEVER && (engine.depth() == 0 || clock.millis() >= stopAt);
    }

    private void turn() throws InterruptedException {
        long pause = Math.min(engine.deadline(), stopAt) - clock.millis();
        Message message = messages.poll(Math.clamp(pause, 0, 60_000), TimeUnit.MILLISECONDS);
        boolean written = false;
        while (message != null) {
            switch (message) {
                case Message.Happened happened -> {
                    facts.decrementAndGet();
                    written |= write(happened.fact());
                }
                case Message.Tried tried -> tried(tried);
                case Message.Stop(long at) -> stopAt = at;
            }
            message = messages.poll();
        }
        if (written) {
            // Before the first of them leaves: what was told once must not be forgotten and told under another number.
            store.commit();
        }
        for (Letter letter : engine.due(clock.millis())) {
            Thread.ofVirtual().name("webhook").start(() -> deliver(letter));
        }
        depth = engine.depth();
    }

    /** A room is about to be opened with these tags, which may name receivers of its own; from any thread. */
    public void expect(String room, Map<String, String> tags) {
        roomReceivers.expect(room, tags);
    }

    private boolean write(RoomFact fact) {
        if (fact instanceof RoomFact.RoomStarted) {
            roomReceivers.started(fact.room());
        }
        WebhookPayload payload = payloads.of(fact);
        if (payload == null) {
            return false;
        }
        Set<String> receivers = filter.passes(payload.event()) ? receivers(fact) : Set.of();
        for (String receiver : receivers) {
            Map<String, Long> numbers = sequences.computeIfAbsent(payload.roomSid(), _ -> new HashMap<>());
            long sequence = numbers.merge(receiver, 1L, Long::sum);
            Letter letter = new Letter(
                    store.nextId(), receiver, payload.room(), payload.event(), clock.millis(), payload.body(sequence));
            store.put(letter);
            engine.add(letter);
            listener.queued(engine.depth());
        }
        if (fact instanceof RoomFact.RoomFinished) {
            sequences.remove(payload.roomSid());
            roomReceivers.finished(fact.room());
        }
        return !receivers.isEmpty();
    }

    private Set<String> receivers(RoomFact fact) {
        Set<String> all = new LinkedHashSet<>(config.urls());
        all.addAll(roomReceivers.of(fact.room()));
        return all;
    }

    private void deliver(Letter letter) {
        long began = System.nanoTime();
        Outcome outcome;
        try {
            outcome = postman.send(letter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = new Outcome.Failed("interrupted", 0);
        } catch (RuntimeException e) {
            log.error("webhook_delivery_failed receiver={}", ReceiverName.of(letter.receiver()), e);
            outcome = new Outcome.Failed("internal", 0);
        }
        messages.add(new Message.Tried(letter, outcome, System.nanoTime() - began));
    }

    private void tried(Message.Tried tried) {
        Letter letter = tried.letter();
        long now = clock.millis();
        listener.tried(tried.outcome() instanceof Outcome.Delivered, tried.nanos());
        switch (tried.outcome()) {
            case Outcome.Delivered delivered -> {
                engine.done(letter, now);
                store.remove(letter);
                listener.ended("success", "");
                if (failing.remove(letter.receiver())) {
                    log.info("webhook_receiver_back receiver={}", ReceiverName.of(letter.receiver()));
                }
            }
            case Outcome.Refused(int status) -> {
                engine.done(letter, now);
                store.remove(letter);
                listener.ended("failure", "refused");
                log.warn(
                        "webhook_refused receiver={} event={} room={} status={}",
                        ReceiverName.of(letter.receiver()),
                        letter.event(),
                        letter.room(),
                        status);
            }
            case Outcome.Failed(String reason, long waitMillis) -> {
                engine.failed(letter, waitMillis, now);
                if (failing.add(letter.receiver())) {
                    log.warn(
                            "webhook_receiver_fails receiver={} reason={}", ReceiverName.of(letter.receiver()), reason);
                }
            }
        }
    }

    private void dropped(Letter letter, DropReason reason) {
        store.remove(letter);
        listener.ended("drop", reason.label());
        log.warn(
                "webhook_dropped receiver={} event={} room={} reason={}",
                ReceiverName.of(letter.receiver()),
                letter.event(),
                letter.room(),
                reason.label());
    }

    /**
     * Ends, after everything was delivered or the patience has run out. What is left comes with the next start if there is a folder, and is
     * lost if there is none.
     */
    public void close(Duration patience) {
        messages.add(new Message.Stop(clock.millis() + patience.toMillis()));
        try {
            // Never interrupted: that would close the file of the store in the middle of a write.
            if (!thread.join(patience.plusSeconds(2))) {
                log.error("webhook_outbox_stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (depth > 0) {
            log.info("webhooks_not_delivered letters={}", depth);
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }
}
