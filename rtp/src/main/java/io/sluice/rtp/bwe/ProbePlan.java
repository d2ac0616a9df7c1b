package io.sluice.rtp.bwe;

/**
 * When to probe, and how fast: at the start, whenever more is wanted than is known to be there, and again at once after a probe that went
 * through. A probe that did not makes the next one wait longer.
 */
final class ProbePlan {
    private static final long FIRST_WAIT_NANOS = 2_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = 3_500_000_000L;
    private static final double WAIT_GROWTH = 1.5;
    /** Feedback that is not there by then was lost with what it was about. */
    private static final long TIMEOUT_NANOS = 1_000_000_000L;

    /** What has not told anything so long after it arrived never will. */
    private static final long SETTLED_NANOS = 200_000_000L;

    private static final double STEP = 2;
    private static final double FIRST_STEP = 3;
    private static final double MORE_WANTED = 1.05;
    /** Enough over what is wanted that the estimate, which stays below the probe, lets it through. */
    private static final double OVER_WANTED = 1.25;

    private static final double PROGRESS = 1.2;
    private static final double DURATION_SECONDS = 0.02;
    private static final int LEAST_PACKETS = 5;
    private static final int LARGEST_PACKET = 1_100;
    /** Smaller ones would measure headers. */
    private static final int SMALLEST_PACKET = 200;

    private int id;
    private double rate;
    private int bytes;
    private int packetBytes;
    private int sentBytes;
    private long startedAt;
    private boolean sending;
    private boolean awaiting;
    private boolean first = true;
    private long waitNanos = FIRST_WAIT_NANOS;
    private long nextAt = Long.MIN_VALUE;

    /**
     * Begins a probe if it is time for one.
     *
     * @return whether one was begun
     */
    boolean plan(double estimate, double wanted, double max, long nowNanos) {
        if (sending || awaiting || nowNanos < nextAt || wanted <= MORE_WANTED * estimate) {
            return false;
        }
        rate = Math.min(Math.min((first ? FIRST_STEP : STEP) * estimate, OVER_WANTED * wanted), max);
        if (rate <= MORE_WANTED * estimate) {
            return false;
        }
        first = false;
        id++;
        bytes = Math.max((int) (rate * DURATION_SECONDS / 8), LEAST_PACKETS * SMALLEST_PACKET);
        packetBytes = Math.clamp(bytes / LEAST_PACKETS, SMALLEST_PACKET, LARGEST_PACKET);
        sentBytes = 0;
        startedAt = nowNanos;
        sending = true;
        return true;
    }

    int id() {
        return id;
    }

    /** What the probe needs at least, to be told when it is begun. */
    int leastBytes() {
        return bytes;
    }

    int leastPackets() {
        return LEAST_PACKETS;
    }

    /** How many bytes must go out by now to keep the probe's rate; 0 while there is none. */
    int due(long nowNanos) {
        if (!sending) {
            return 0;
        }
        double soFar = rate / 8 * (nowNanos - startedAt) / 1e9 + packetBytes;
        return Math.max(0, (int) Math.min(soFar, bytes) - sentBytes);
    }

    /** How large its packets should be: some are needed, and on a thin line they must not be much. */
    int packetBytes() {
        return packetBytes;
    }

    /** The probe that packets belong to which go out now. */
    int current() {
        return sending ? id : SentLog.NO_PROBE;
    }

    void sent(int size, long nowNanos) {
        sentBytes += size;
        if (sentBytes >= bytes) {
            sending = false;
            awaiting = true;
            startedAt = nowNanos;
        }
    }

    /** The probe that is under way has proved that rate; -1 if nothing came of it. */
    void ended(double proved, double before, long nowNanos) {
        sending = false;
        awaiting = false;
        if (proved > PROGRESS * before) {
            waitNanos = FIRST_WAIT_NANOS;
            nextAt = nowNanos;
        } else {
            nextAt = nowNanos + waitNanos;
            waitNanos = (long) Math.min(WAIT_GROWTH * waitNanos, LONGEST_WAIT_NANOS);
        }
    }

    /** Queues grow: not the time for experiments. */
    void congested(long nowNanos) {
        sending = false;
        awaiting = false;
        nextAt = Math.max(nextAt, nowNanos + waitNanos);
    }

    /** All of the probe came through, but as a frame of its own or behind a pause, so that its rate is not known: another may follow. */
    void repeat(long nowNanos) {
        sending = false;
        awaiting = false;
        nextAt = nowNanos;
    }

    boolean underWay() {
        return sending || awaiting;
    }

    /** Whether whatever it had to tell must be known. */
    boolean settled(long nowNanos) {
        return awaiting && nowNanos - startedAt > SETTLED_NANOS;
    }

    boolean timedOut(long nowNanos) {
        return underWay() && nowNanos - startedAt > TIMEOUT_NANOS;
    }
}
