package io.sluice.rtp.bwe;

/**
 * How long packets wait in queues on the way: how much longer they take than the fastest of the last seconds. Clocks of sender and receiver
 * need not agree, for only differences count. A queue that never drains is taken for a part of the way after that time.
 */
final class QueueDelay {
    private static final double BUCKET_MILLIS = 5_000;
    /** The shortest of a few packets in a row: jitter makes packets late, and none early. */
    private static final int GROUP = 8;
    /** On thin lines so many packets take long. */
    private static final int SMALL_GROUP = 3;

    private static final double LONG_GROUP_MILLIS = 100;

    private double bucketStart = -1;
    private double fastest = Double.POSITIVE_INFINITY;
    private double fastestBefore = Double.POSITIVE_INFINITY;
    private double groupFastest = Double.POSITIVE_INFINITY;
    private int inGroup;
    private double groupStart;
    private double queueing;
    private double last;

    /** A packet has arrived. Milliseconds, each of its own clock. */
    void arrived(double sent, double arrived) {
        double way = arrived - sent;
        if (bucketStart < 0 || arrived - bucketStart >= BUCKET_MILLIS) {
            fastestBefore = fastest;
            fastest = way;
            bucketStart = arrived;
        }
        fastest = Math.min(fastest, way);
        last = way - Math.min(fastest, fastestBefore);
        groupFastest = Math.min(groupFastest, way);
        if (inGroup == 0) {
            groupStart = arrived;
        }
        if (++inGroup >= GROUP || inGroup >= SMALL_GROUP && arrived - groupStart >= LONG_GROUP_MILLIS) {
            queueing = groupFastest - Math.min(fastest, fastestBefore);
            inGroup = 0;
            groupFastest = Double.POSITIVE_INFINITY;
        }
    }

    /** How long the last packet waited. */
    double lastMillis() {
        return last;
    }

    double millis() {
        return queueing;
    }
}
