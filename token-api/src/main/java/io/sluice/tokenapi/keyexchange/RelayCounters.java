package io.sluice.tokenapi.keyexchange;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the events that clients sent, for statistics: how many, never whose. */
public final class RelayCounters {
    /** What became of an event. */
    public enum Result {
        /** It was heard, or passed on to somebody. */
        OK,
        /** Its sender is nobody yet, or may not be where it wanted to speak. */
        DENIED,
        /** It makes no sense, or is too long. */
        REFUSED,
        /** Nobody was there to hear it. */
        UNDELIVERED,
        /** Something of ours failed. */
        FAILED
    }

    /** Those that mean something; a client may send any name. */
    private static final Set<String> NAMED = Set.of(
            "authenticate",
            "clientReady",
            "connect",
            "video:check-participants",
            "video:register-participant",
            "video:confirm-e2ee-key",
            "video:leave-channel",
            "video:key-request",
            "video:key-response",
            "video:request-e2ee-key",
            "video:e2ee-key",
            "sendItem",
            "sendGroupItem",
            "meeting:join-room",
            "meeting:leave",
            "meeting:leave-room",
            "call:notify",
            "call:accept",
            "call:decline",
            "participant:meeting_e2ee_key_response",
            "participant:signal_message_to_guest",
            "guest:meeting_e2ee_key_request",
            "guest:signal_message");

    private static final String OTHER = "other";

    private final Map<String, Map<Result, LongAdder>> events = new ConcurrentHashMap<>();
    private final LongAdder keys = new LongAdder();

    void count(String event, Result result) {
        events.computeIfAbsent(NAMED.contains(event) ? event : OTHER, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(result, _ -> new LongAdder())
                .increment();
    }

    void countKey() {
        keys.increment();
    }

    /** Events so far that ended like this. */
    public long events(Result result) {
        return events.values().stream()
                .map(results -> results.get(result))
                .filter(Objects::nonNull)
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** Tells every count so far that is not nought. */
    public void tell(Listener listener) {
        new TreeMap<>(events)
                .forEach((event, results) -> new TreeMap<>(results)
                        .forEach((result, count) -> listener.counted(event, result, count.sum())));
    }

    /** Hears counts. */
    @FunctionalInterface
    public interface Listener {
        /** @param event its name, {@code other} for those that mean nothing here */
        void counted(String event, Result result, long count);
    }

    /** Messages so far that were passed from one client to another. */
    public long relayed() {
        return keys.sum();
    }
}
