package io.sluice.server.metrics;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.tokenapi.http.ApiAnswer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this server does its work: 200 as long as the time of every media loop goes on and new rooms are opened, 406 otherwise, which is LiveKit's
 * answer to a node that is not ready.
 */
public final class Health implements Supplier<ApiAnswer> {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final List<MediaCounters> loops;
    private final BooleanSupplier ending;
    private final LongSupplier nanos;

    /**
     * @param ending whether the server lets its rooms run out
     * @param nanos the clock of the loops
     */
    public Health(List<MediaCounters> loops, BooleanSupplier ending, LongSupplier nanos) {
        this.ending = ending;
        this.loops = List.copyOf(loops);
        this.nanos = nanos;
    }

    @Override
    public ApiAnswer get() {
        long now = nanos.getAsLong();
        for (MediaCounters loop : loops) {
            long silent = now - loop.tickedAt();
            if (loop.tickedAt() != 0 && silent > PATIENCE_NANOS) {
                return ApiAnswer.text(
                        406, "Not Ready. A media loop stands still since " + silent / 1_000_000_000 + " s");
            }
        }
        return ending.getAsBoolean()
                ? ApiAnswer.text(406, "Not Ready. The server is about to end, and opens no new rooms")
                : ApiAnswer.text(200, "OK");
    }
}
