package io.sluice.server;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads bring about. The limit is generous: a busy machine is slow, not wrong. */
public final class Await {
    /** Longer than anything takes that works. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 5;

    private Await() {}

    /** Looks until what is seen is good, and gives it back. */
    public static <T> T until(String what, Supplier<T> look, Predicate<? super T> good) {
        return until(what, LIMIT, look, good);
    }

    /** The same for what may take longer. */
    public static <T> T until(String what, Duration limit, Supplier<T> look, Predicate<? super T> good) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come about; seen at last: " + seen);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
