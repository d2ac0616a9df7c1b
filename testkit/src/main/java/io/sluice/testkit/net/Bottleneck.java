package io.sluice.testkit.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A narrow place on a path: packets pass one after another at a rate that may change with time, wait in a queue of bounded length, and are
 * thrown away when it is full. Counts what it does, from {@link #measureFromNow} on.
 */
public final class Bottleneck implements PacketOut {
    /** What IPv4 and UDP add to a packet. */
    private static final int HEADERS = 28;

    private static final double NANOS = 1e9;

    private final SimulatedNetwork network;
    private final PacketOut behind;
    private final long queueNanos;
    private final List<Long> waits = new ArrayList<>();
    private DoubleUnaryOperator rate;
    private long startNanos;
    private long freeAt;
    private long dropped;
    private long bytes;

    /**
     * @param rate bits per second at a time in seconds since now
     * @param queueNanos the longest that a packet waits before its turn; what would wait longer is lost
     * @param behind where the path goes on
     */
    public Bottleneck(SimulatedNetwork network, DoubleUnaryOperator rate, long queueNanos, PacketOut behind) {
        this.network = network;
        this.rate = rate;
        this.queueNanos = queueNanos;
        this.behind = behind;
        this.startNanos = network.now();
    }

    /** Has another rate from now on, by the seconds since now. */
    public void rate(DoubleUnaryOperator next) {
        rate = next;
        startNanos = network.now();
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        long now = network.now();
        long start = Math.max(now, freeAt);
        if (start - now > queueNanos) {
            dropped++;
            return;
        }
        double bitsPerSecond = Math.max(1, rate.applyAsDouble((start - startNanos) / NANOS));
        freeAt = start + (long) ((length + HEADERS) * 8 * NANOS / bitsPerSecond);
        waits.add(start - now);
        bytes += length + HEADERS;
        byte[] packet = java.util.Arrays.copyOfRange(buffer, offset, offset + length);
        network.later(freeAt - now, () -> behind.send(packet, 0, packet.length));
    }

    /** Forgets what was counted. */
    public void measureFromNow() {
        waits.clear();
        dropped = 0;
        bytes = 0;
    }

    /** Packets that found the queue full. */
    public long dropped() {
        return dropped;
    }

    /** Bytes that passed, with the headers of UDP and IPv4. */
    public long bytes() {
        return bytes;
    }

    /** How long packets waited: the share of them, 0 to 1, that waited no longer than the result in nanoseconds. */
    public long waited(double share) {
        List<Long> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
