package io.sluice.rtp.bwe;

import io.sluice.rtp.feedback.TwccRecorder;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.TransportFeedback;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A sender that keeps to an estimator, a bottleneck with a queue, and a receiver that reports, in virtual time. What is measured is counted
 * from {@link #measureFrom} on.
 */
final class Line {
    static final long MILLI = 1_000_000L;
    private static final long STEP = 5 * MILLI;
    private static final int PACKET = 1_100;

    final BandwidthEstimator estimator;
    private final Random random;
    private final TwccRecorder receiver = new TwccRecorder();
    private final TransportFeedback report = new TransportFeedback();
    private final Deque<Packet> way = new ArrayDeque<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Double> queueing = new ArrayList<>();
    private final double baseMillis;
    private final double queueMillis;
    private final double loss;

    /** Capacity in bits per second at a time in seconds. */
    private final DoubleUnaryOperator capacity;

    /** What the application would send, bits per second. */
    double demand;

    private long now;
    private double busyUntil;
    private double credit;
    private long measuredFrom = Long.MAX_VALUE;
    private double delivered;
    private double couldDeliver;

    private record Packet(int sequence, int bytes, double arrivesMillis, double queuedMillis) {}

    private record Reply(byte[] bytes, double arrivesMillis) {}

    Line(
            BandwidthEstimator estimator,
            DoubleUnaryOperator capacity,
            double baseMillis,
            double queueMillis,
            double loss,
            long seed) {
        this.estimator = estimator;
        this.capacity = capacity;
        this.baseMillis = baseMillis;
        this.queueMillis = queueMillis;
        this.loss = loss;
        this.random = new Random(seed);
    }

    double seconds() {
        return now / 1e9;
    }

    void measureFromNow() {
        measuredFrom = now;
        delivered = 0;
        couldDeliver = 0;
        queueing.clear();
    }

    /** What arrived of what the line could have carried, of what was wanted. */
    double utilisation() {
        return delivered / couldDeliver;
    }

    double queueingPercentile(double share) {
        List<Double> sorted = new ArrayList<>(queueing);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }

    /** Runs until the time is there; returns it. */
    double runTo(double seconds) {
        while (seconds() < seconds) {
            step();
        }
        return seconds();
    }

    /** Runs until the estimate is at least that, or the time is over; returns the seconds it took. */
    double runUntilEstimate(double bitsPerSecond, double patience) {
        double start = seconds();
        while (estimator.bitsPerSecond() < bitsPerSecond && seconds() < start + patience) {
            step();
        }
        return seconds() - start;
    }

    private void step() {
        now += STEP;
        double millis = now / 1e6;
        estimator.want((long) demand);
        estimator.tick(now);
        credit += Math.min(estimator.sendingBitsPerSecond(), demand) / 8 * STEP / 1e9;
        while (credit >= PACKET) {
            send(PACKET);
            credit -= PACKET;
        }
        for (int due = estimator.probeBytesDue(now); due > 0; due -= estimator.probePacketBytes()) {
            send(estimator.probePacketBytes());
        }
        if (now >= measuredFrom) {
            couldDeliver += Math.min(capacity.applyAsDouble(seconds()), demand) * STEP / 1e9;
        }
        while (!way.isEmpty() && way.peek().arrivesMillis <= millis) {
            arrive(way.remove());
        }
        if (receiver.isDue(now)) {
            reply(millis);
        }
        while (!replies.isEmpty() && replies.peek().arrivesMillis <= millis) {
            read(replies.remove());
        }
    }

    private void send(int bytes) {
        int sequence = estimator.nextSequence();
        estimator.sent(bytes, now);
        double millis = now / 1e6;
        double start = Math.max(millis, busyUntil);
        if (start - millis > queueMillis || random.nextDouble() < loss) {
            return;
        }
        busyUntil = start + bytes * 8_000.0 / capacity.applyAsDouble(start / 1e3);
        way.add(new Packet(sequence, bytes, busyUntil + baseMillis, start - millis));
    }

    private void arrive(Packet packet) {
        receiver.onPacket(packet.sequence, (long) (packet.arrivesMillis * 1e6));
        if (now >= measuredFrom) {
            delivered += packet.bytes * 8;
            queueing.add(packet.queuedMillis);
        }
    }

    private void reply(double millis) {
        byte[] buffer = new byte[1_500];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        receiver.write(writer, 1, 2, now);
        byte[] bytes = java.util.Arrays.copyOf(buffer, writer.length());
        replies.add(new Reply(bytes, millis + baseMillis));
    }

    private void read(Reply reply) {
        RtcpReader reader = new RtcpReader();
        reader.wrap(reply.bytes, 0, reply.bytes.length);
        while (reader.next()) {
            if (report.read(reader)) {
                estimator.feedback(report, now);
            }
        }
        estimator.roundTrip((long) (2 * baseMillis * 1e6));
    }
}
