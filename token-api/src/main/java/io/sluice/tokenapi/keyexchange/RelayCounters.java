package io.sluice.tokenapi.keyexchange;

import java.util.EnumMap;
import java.util.Map;
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

    private final Map<Result, LongAdder> events = new EnumMap<>(Result.class);
    private final LongAdder keys = new LongAdder();

    public RelayCounters() {
        for (Result result : Result.values()) {
            events.put(result, new LongAdder());
        }
    }

    void count(Result result) {
        LongAdder counter = events.get(result);
        if (counter != null) {
            counter.increment();
        }
    }

    void countKey() {
        keys.increment();
    }

    /** Events so far that ended like this. */
    public long events(Result result) {
        LongAdder counter = events.get(result);
        return counter == null ? 0 : counter.sum();
    }

    /** Messages so far that were passed from one client to another. */
    public long relayed() {
        return keys.sum();
    }
}
