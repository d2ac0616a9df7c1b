package io.sluice.server.metrics;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.tokenapi.http.ApiAnswer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether this server does its work: 200 as long as the time of every media loop goes on, 406 otherwise, as LiveKit answers. */
public final class Health implements Supplier<ApiAnswer> {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final List<MediaCounters> loops;
    private final LongSupplier nanos;

    /** @param nanos the clock of the loops */
    public Health(List<MediaCounters> loops, LongSupplier nanos) {
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
        return ApiAnswer.text(200, "OK");
    }
}
