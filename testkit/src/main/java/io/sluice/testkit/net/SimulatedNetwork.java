package io.sluice.testkit.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Paths between engines in virtual time: packets are delayed, lost, reordered and repeated by a seeded generator, and the clock jumps from
 * one event to the next. The same seed gives the same history.
 *
 * <p>Only what other threads do, such as handshakes, takes real time: they hand their results to {@link #executor}, and {@link #await} lets
 * virtual time pass about as fast as real time until they have.
 */
public final class SimulatedNetwork {
    /** Takes what comes out of a path. */
    public interface Receiver {
        /** One packet; the buffer has room to spare behind it and belongs to the receiver. */
        void receive(byte[] buffer, int offset, int length, long nowNanos);
    }

    private static final int SPARE = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long WAITING_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Random random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private final List<Timed> timers = new ArrayList<>();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private long now;
    private long order;

    private record Flight(long at, long order, Runnable arrival) {}

    /**
     * @param startNanos where the virtual clock begins
     */
    public SimulatedNetwork(long seed, long startNanos) {
        this.random = new Random(seed);
        this.now = startNanos;
    }

    /** Virtual time. */
    public long now() {
        return now;
    }

    /** Calls this one's timer from now on. */
    public void drive(Timed timer) {
        timers.add(timer);
    }

    /** Calls that one's timer no more. */
    public void release(Timed timer) {
        timers.remove(timer);
    }

    /** Runs tasks between two events, at the virtual time of then. For other threads too. */
    public Executor executor() {
        return tasks::add;
    }

    /** Does something after a time; what was put off for equally long happens in the order of the calls. */
    public void later(long nanos, Runnable action) {
        flights.add(new Flight(now + nanos, order++, action));
    }

    /** A path to a receiver. */
    public Link link(LinkConditions conditions, Receiver receiver) {
        return new Link(conditions, receiver);
    }

    /**
     * Lets virtual time pass until something holds that takes real time.
     *
     * @throws AssertionError if it does not within a minute
     */
    public void await(String what, BooleanSupplier done) {
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("never came: " + what);
            }
            try {
                Runnable task = tasks.poll(WAITING_STEP_NANOS, TimeUnit.NANOSECONDS);
                if (task == null) {
                    run(WAITING_STEP_NANOS);
                } else {
                    task.run();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void settle() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets virtual time pass, event by event. */
    public void run(long nanos) {
        long end = now + nanos;
        while (true) {
            settle();
            long next = Long.MAX_VALUE;
            Timed due = null;
            for (Timed timer : timers) {
                if (timer.deadline() < next) {
                    next = timer.deadline();
                    due = timer;
                }
            }
            Flight flight = flights.peek();
            if (flight != null && flight.at <= next) {
                if (flight.at > end) {
                    break;
                }
                flights.poll();
                now = Math.max(now, flight.at);
                flight.arrival.run();
            } else {
                if (due == null || next > end) {
                    break;
                }
                now = Math.max(now, next);
                due.tick(now);
                if (due.deadline() <= next) {
                    throw new IllegalStateException("a timer that is due and never gets later: " + due);
                }
            }
        }
        now = end;
    }

    /** One direction of a path. */
    public final class Link implements PacketOut {
        private final Receiver receiver;
        private LinkConditions conditions;
        private long sent;
        private long lost;

        private Link(LinkConditions conditions, Receiver receiver) {
            this.conditions = conditions;
            this.receiver = receiver;
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            sent++;
            if (random.nextDouble() < conditions.loss()) {
                lost++;
                return;
            }
            fly(buffer, offset, length);
            if (random.nextDouble() < conditions.duplication()) {
                fly(buffer, offset, length);
            }
        }

        private void fly(byte[] buffer, int offset, int length) {
            long jitter = (long) (random.nextDouble() * conditions.jitterNanos());
            byte[] packet = Arrays.copyOf(Arrays.copyOfRange(buffer, offset, offset + length), length + SPARE);
            later(conditions.delayNanos() + jitter, () -> receiver.receive(packet, 0, length, now));
        }

        /** Changes how the path treats packets from now on. */
        public void change(LinkConditions conditions) {
            this.conditions = conditions;
        }

        /** Packets put on the path. */
        public long sent() {
            return sent;
        }

        /** Packets that vanished. */
        public long lost() {
            return lost;
        }
    }
}
