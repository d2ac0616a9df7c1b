package io.sluice.tokenapi.caller;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many calls in a window of time for each key, such as a user or an address. Holds a fixed number of keys; the one that called longest
 * ago is forgotten for a new one, which at worst gives it a fresh window.
 */
public final class RateLimiter {
    private final int limit;
    private final long windowMillis;
    private final int capacity;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Window {
        private long endsAt;
        private int count;
    }

    /**
     * Where a key stands after a call.
     *
     * @param limit calls in a window
     * @param remaining calls that are left in this one
     * @param resetSeconds until the next window begins, rounded up, at least 1
     * @param isExceeded whether this call was one too many
     */
    public record Standing(int limit, int remaining, int resetSeconds, boolean isExceeded) {
        /** The same, for the answer to the call. */
        public Map<String, String> headers() {
            return Map.of(
                    "ratelimit-limit", Integer.toString(limit),
                    "ratelimit-remaining", Integer.toString(remaining),
                    "ratelimit-reset", Integer.toString(resetSeconds));
        }
    }

    /**
     * A limiter that nobody has called yet.
     *
     * @param limit calls in a window; 0 for any number
     * @param capacity keys that are held at once
     */
    public RateLimiter(int limit, Duration window, int capacity) {
        this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
        this.windowMillis = window.toMillis();
        this.capacity = capacity;
    }

    /** Counts a call. */
    public synchronized Standing count(String key, Instant now) {
        long millis = now.toEpochMilli();
        Window window = windows.get(key);
        if (window == null) {
            makeRoom();
            window = new Window();
            windows.put(key, window);
        }
        // A clock set back would otherwise keep a window open for as long.
        if (millis >= window.endsAt || window.endsAt - millis > windowMillis) {
            window.endsAt = millis + windowMillis;
            window.count = 0;
        }
        boolean exceeded = window.count >= limit;
        if (!exceeded) {
            window.count++;
        }
        int seconds = (int) Math.max(1, Math.ceilDiv(window.endsAt - millis, 1000L));
        return new Standing(limit, limit - window.count, seconds, exceeded);
    }

    private void makeRoom() {
        if (windows.size() >= capacity) {
            Iterator<String> eldest = windows.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
