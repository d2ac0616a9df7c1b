package io.sluice.sfu.allocate;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.rtp.bwe.Limit;

/**
 * Whether a line has shown that it is narrow, and whether it is too full just now. Until it has, nothing is held back: a guess would cost all those
 * a good picture whose lines are wide, and they are most. The estimate alone is no proof, for it falls also when a receiver is busy with
 * other things; a standing queue is, and losses are.
 */
public final class LineState {
    /** A queue so long needs a second look, for a computer may have been busy. */
    static final double LONG_QUEUE_MILLIS = 150;

    static final long GLANCE_NANOS = 50_000_000L;
    /** One so long must stand for a while. */
    static final double QUEUE_MILLIS = 80;

    static final long STANDING_NANOS = 150_000_000L;
    private static final long RECENTLY_NANOS = 1_000_000_000L;
    private static final double MANY_LOST = 0.1;
    /** The receiver names a rate so far below what it is sent. */
    private static final double BELOW_SENT = 0.95;

    /** All is given and all is well for so long: it is a wide line again. */
    static final long RELIEF_NANOS = 10_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private boolean limited;
    private boolean congested;
    private long queueSince = Long.MAX_VALUE;
    private long congestedAt = NEVER;
    private long congestedSince = NEVER;
    private long contentSince = Long.MAX_VALUE;

    /**
     * Judges anew.
     *
     * @param sent bits per second that were sent lately
     */
    public void observe(BandwidthEstimator line, long sent, long nowNanos) {
        congested = queues(line, nowNanos) || overflows(line, sent) || refuses(line, sent);
        if (congested) {
            congestedSince = nowNanos - congestedAt > RECENTLY_NANOS ? nowNanos : congestedSince;
            congestedAt = nowNanos;
            limited = true;
            contentSince = Long.MAX_VALUE;
        }
    }

    private boolean queues(BandwidthEstimator line, long nowNanos) {
        double millis = line.queueingMillis();
        boolean full = millis >= QUEUE_MILLIS && nowNanos - line.congestedAt() < RECENTLY_NANOS;
        if (!full) {
            queueSince = Long.MAX_VALUE;
            return false;
        }
        queueSince = Math.min(queueSince, nowNanos);
        return nowNanos - queueSince >= (millis >= LONG_QUEUE_MILLIS ? GLANCE_NANOS : STANDING_NANOS);
    }

    /** Its queue is as long as can be, so that delays grow no more. */
    private static boolean overflows(BandwidthEstimator line, long sent) {
        return line.loss() > MANY_LOST && line.bitsPerSecond() < BELOW_SENT * sent
                || line.queueingMillis() >= LONG_QUEUE_MILLIS
                        && line.standingBitsPerSecond() > 0
                        && line.standingBitsPerSecond() < BELOW_SENT * sent;
    }

    private static boolean refuses(BandwidthEstimator line, long sent) {
        Limit limit = line.limit();
        return (limit == Limit.LOSS || limit == Limit.RECEIVER) && line.bitsPerSecond() < BELOW_SENT * sent;
    }

    /** All that is wanted is given, or not. */
    public void content(boolean content, long nowNanos) {
        contentSince = content ? Math.min(contentSince, nowNanos) : Long.MAX_VALUE;
        if (limited
                && contentSince != Long.MAX_VALUE
                && nowNanos - contentSince >= RELIEF_NANOS
                && nowNanos - congestedAt >= RELIEF_NANOS) {
            limited = false;
        }
    }

    /** The line is not known well enough to hold anything back any longer. */
    public void forget() {
        limited = false;
        congested = false;
    }

    /** It was narrow when it was known last, and counts as if it had been too full just now. */
    public void narrow(long nowNanos) {
        limited = true;
        congestedAt = nowNanos;
        congestedSince = nowNanos;
    }

    /** Whether what is sent has to fit into the estimate. */
    public boolean limited() {
        return limited;
    }

    /** Whether it is too full. */
    public boolean congested() {
        return congested;
    }

    /** For how long it has been too full, with pauses of less than a second. */
    public long congestedNanos(long nowNanos) {
        return nowNanos - congestedSince;
    }

    /** When it was too full the last time; far in the past if never. */
    public long congestedAt() {
        return congestedAt;
    }
}
