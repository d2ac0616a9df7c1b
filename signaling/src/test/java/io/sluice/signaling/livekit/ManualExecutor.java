package io.sluice.signaling.livekit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A signal thread that does its work when it is told to, and whose clock moves only then. */
final class ManualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Timed> timed = new ArrayList<>();
    private long now;

    private final class Timed extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long period;
        private long due;

        Timed(Runnable task, long delay, long period) {
            super(task, null);
            this.due = now + delay;
            this.period = period;
        }

        void fire() {
            if (period == 0) {
                run();
            } else {
                runAndReset();
            }
            due += period;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /** Does what waits; false if nothing did. */
    boolean settle() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Lets that much time pass, with everything that falls due in it. */
    void pass(long amount, TimeUnit unit) {
        long end = now + unit.toNanos(amount);
        timed.removeIf(FutureTask::isDone);
        for (Timed next = first(); next != null && next.due <= end; next = first()) {
            now = next.due;
            next.fire();
            timed.removeIf(FutureTask::isDone);
        }
        now = end;
    }

    private @Nullable Timed first() {
        return timed.stream().min(Timed::compareTo).orElse(null);
    }

    /** How many timers would still fire. */
    int timers() {
        timed.removeIf(FutureTask::isDone);
        return timed.size();
    }

    private Timed add(Timed task) {
        timed.add(task);
        return task;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return add(new Timed(task, unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return add(new Timed(task, unit.toNanos(delay), unit.toNanos(period)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit) {
        return scheduleAtFixedRate(task, delay, period, unit);
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
