package io.sluice.rtp.bwe;

/** A short burst at a chosen rate, and what became of it. One object serves one probe after another. */
final class ProbeCluster {
    private static final double ENOUGH = 0.8;
    private static final double FASTEST = 2;
    /** A line that delivers slower than it was sent to has shown its rate, a little less than which goes through. */
    private static final double SATURATED = 0.9;

    private static final double OF_SATURATED = 0.95;
    private static final double SHORTEST_MILLIS = 1;

    private int id = SentLog.NO_PROBE;
    private int minPackets;
    private int minBytes;
    private int packets;
    private int bytes;
    private double firstSent;
    private double lastSent;
    private int lastSentBytes;
    private double firstArrived;
    private double lastArrived;
    private int firstArrivedBytes;

    /** Begins to listen for a cluster of at least so much. */
    void begin(int cluster, int leastPackets, int leastBytes) {
        id = cluster;
        minPackets = leastPackets;
        minBytes = leastBytes;
        packets = 0;
        bytes = 0;
    }

    int id() {
        return id;
    }

    /** A packet of the cluster has arrived. Milliseconds. */
    void arrived(int size, double sent, double arrived) {
        if (packets == 0 || sent < firstSent) {
            firstSent = sent;
        }
        if (packets == 0 || sent > lastSent) {
            lastSent = sent;
            lastSentBytes = size;
        }
        if (packets == 0 || arrived < firstArrived) {
            firstArrived = arrived;
            firstArrivedBytes = size;
        }
        lastArrived = packets == 0 ? arrived : Math.max(lastArrived, arrived);
        packets++;
        bytes += size;
    }

    /** Whether so much of it has arrived that it can be told how fast, if ever. */
    boolean complete() {
        return id != SentLog.NO_PROBE && packets >= ENOUGH * minPackets && bytes >= ENOUGH * minBytes;
    }

    /** Bits per second that the line has carried, -1 if that cannot be told (yet). */
    double result() {
        if (!complete()) {
            return -1;
        }
        double sending = lastSent - firstSent;
        double arriving = lastArrived - firstArrived;
        if (sending < SHORTEST_MILLIS || arriving < SHORTEST_MILLIS) {
            return -1;
        }
        double sendRate = (bytes - lastSentBytes) * 8_000.0 / sending;
        double arrivalRate = (bytes - firstArrivedBytes) * 8_000.0 / arriving;
        if (arrivalRate > FASTEST * sendRate) {
            return -1;
        }
        return arrivalRate < SATURATED * sendRate ? OF_SATURATED * arrivalRate : Math.min(sendRate, arrivalRate);
    }

    void end() {
        id = SentLog.NO_PROBE;
    }
}
