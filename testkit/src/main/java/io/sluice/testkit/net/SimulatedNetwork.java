package io.sluice.testkit.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Paths between engines in virtual time: packets are delayed, lost, reordered and repeated by a seeded generator, and the clock jumps from
 * one event to the next. The same seed gives the same history.
 */
public final class SimulatedNetwork {
    /** Takes what comes out of a path. */
    public interface Receiver {
        /** One packet; the buffer has room to spare behind it and belongs to the receiver. */
        void receive(byte[] buffer, int offset, int length, long nowNanos);
    }

    private static final int SPARE = 64;

    private final Random random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private final List<Timed> timers = new ArrayList<>();
    private long now;
    private long order;

    private record Flight(long at, long order, byte[] packet, int length, Receiver receiver) {}

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

    /** A path to a receiver. */
    public Link link(LinkConditions conditions, Receiver receiver) {
        return new Link(conditions, receiver);
    }

    /** Lets virtual time pass, event by event. */
    public void run(long nanos) {
        long end = now + nanos;
        while (true) {
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
                flight.receiver.receive(flight.packet, 0, flight.length, now);
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
    public final class Link {
        private final Receiver receiver;
        private LinkConditions conditions;
        private long sent;
        private long lost;

        private Link(LinkConditions conditions, Receiver receiver) {
            this.conditions = conditions;
            this.receiver = receiver;
        }

        /** Puts a packet on the path; the bytes are copied. */
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
            flights.add(new Flight(now + conditions.delayNanos() + jitter, order++, packet, length, receiver));
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
