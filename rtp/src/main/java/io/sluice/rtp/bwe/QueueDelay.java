package io.sluice.rtp.bwe;

/**
 * How long packets wait in queues on the way: how much longer they take than the fastest of the last seconds. Clocks of sender and receiver
 * need not agree, for only differences count. A queue that never drains is taken for a part of the way after that time.
 */
final class QueueDelay {
    private static final double BUCKET_MILLIS = 5_000;
    /** The shortest of a few packets in a row: jitter makes packets late, and none early. */
    private static final int GROUP = 8;

    private double bucketStart = -1;
    private double fastest = Double.POSITIVE_INFINITY;
    private double fastestBefore = Double.POSITIVE_INFINITY;
    private double groupFastest = Double.POSITIVE_INFINITY;
    private int inGroup;
    private double queueing;

    /** A packet has arrived. Milliseconds, each of its own clock. */
    void arrived(double sent, double arrived) {
        double way = arrived - sent;
        if (bucketStart < 0 || arrived - bucketStart >= BUCKET_MILLIS) {
            fastestBefore = fastest;
            fastest = way;
            bucketStart = arrived;
        }
        fastest = Math.min(fastest, way);
        groupFastest = Math.min(groupFastest, way);
        if (++inGroup == GROUP) {
            queueing = groupFastest - Math.min(fastest, fastestBefore);
            inGroup = 0;
            groupFastest = Double.POSITIVE_INFINITY;
        }
    }

    double millis() {
        return queueing;
    }
}
