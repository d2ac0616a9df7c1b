package io.sluice.sfu.shard;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sluice.sfu.measure.MediaCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A loop without a thread and a clock of its own: whoever calls it does what waits, and says how much time passes. */
public abstract class ManualLoop implements Loop {
    private final MediaCounters counters = new MediaCounters();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Shard> shards = new ArrayList<>();
    private long now;

    /** @param nowNanos where its clock stands at first */
    protected ManualLoop(long nowNanos) {
        now = nowNanos;
    }

    @Override
    public final Executor executor() {
        return tasks::add;
    }

    @Override
    public final MediaCounters counters() {
        return counters;
    }

    @Override
    public final long nanos() {
        return now;
    }

    @Override
    public final void flush() {
        // Nothing is gathered: what leaves, leaves at once.
    }

    @Override
    public final void attach(Shard shard) {
        shards.add(shard);
    }

    @Override
    public final void detach(Shard shard) {
        shards.remove(shard);
    }

    /** How many shards are on it. */
    public final int attached() {
        return shards.size();
    }

    /** Does one task; false if none waits. */
    protected final boolean work() {
        return run(tasks.poll());
    }

    /** Does one task, and waits for it if need be, as other threads may bring one; false if none came. */
    protected final boolean work(long patienceMillis) throws InterruptedException {
        return run(tasks.poll(patienceMillis, MILLISECONDS));
    }

    private static boolean run(@Nullable Runnable task) {
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Moves the clock, and nothing else. */
    protected final void advance(long nanos) {
        now += nanos;
    }

    /** Lets the shards know what time it is. */
    protected final void tickShards() {
        List.copyOf(shards).forEach(shard -> shard.tick(now));
    }
}
