package io.sluice.interop;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a running call shows. The limit is generous: two busy cores are slow, not wrong. */
final class Await {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    /** Looks until what is seen is good, and gives it back. */
    static <T> T until(String what, Supplier<T> look, Predicate<? super T> good) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        what + " did not come about within " + LIMIT.toSeconds() + " s; seen at last: " + seen);
            }
            pause(PAUSE);
        }
    }

    /** Lets the call go on: the length of an outage or of a measurement, never the proof that something happened. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
