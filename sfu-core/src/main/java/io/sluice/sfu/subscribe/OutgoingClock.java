package io.sluice.sfu.subscribe;

/**
 * The RTP clock of a down track, put together from pieces of its sources' clocks. Within a piece out = in + {@link #offset}; at the seams
 * the rules of {@code docs/algorithms/layer-switching.md} §4 choose the next timestamp. All timestamps are unwrapped to 64 bits.
 */
final class OutgoingClock {
    /** A distance between two layers' clocks that no pair of sender reports has told yet. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** How long switches that would turn time back are refused before one is forced. */
    static final long FORCE_AFTER_NANOS = 500_000_000L;

    private static final long FORGET_REFUSAL_NANOS = 10_000_000_000L;

    private final int clockRate;
    private final long behindLimit;
    private final long mutedLimit;
    private final long pauseLimit;

    private boolean started;
    private long offset;
    private long last;
    private long lastNanos;
    private long refusedSince = Long.MAX_VALUE;

    OutgoingClock(int clockRate) {
        this.clockRate = clockRate;
        this.behindLimit = clockRate / 20;
        this.mutedLimit = clockRate / 5;
        this.pauseLimit = 2L * clockRate;
    }

    boolean started() {
        return started;
    }

    /** The first packet keeps its timestamp. */
    void start(long in, long nowNanos) {
        started = true;
        offset = 0;
        last = in - 1;
        lastNanos = nowNanos;
    }

    /**
     * Goes over to another layer at a packet of it.
     *
     * @param in the packet's timestamp on the new layer's clock
     * @param distance the old layer's clock minus the new one's at the same instant, or {@link #UNKNOWN}
     * @return false if the switch would turn time back; nothing has changed then but the count of refusals
     */
    boolean switchTo(long in, long distance, long nowNanos) {
        long expected = expected(nowNanos);
        long next = distance == UNKNOWN ? expected : in + distance + offset;
        if (next - last < -behindLimit) {
            if (refusedSince == Long.MAX_VALUE || nowNanos - refusedSince > FORGET_REFUSAL_NANOS) {
                refusedSince = nowNanos;
            }
            if (nowNanos - refusedSince < FORCE_AFTER_NANOS) {
                return false;
            }
            next = expected;
        }
        refusedSince = Long.MAX_VALUE;
        anchor(in, next);
        return true;
    }

    /**
     * Goes on after a pause.
     *
     * @param in the packet's timestamp on its layer's clock
     * @param distance the clock of the layer sent before minus this one's, 0 if it is the same, or {@link #UNKNOWN}
     * @param publisherMuted whether the pause was the publisher's, whose clock may have stood still
     */
    void resume(long in, long distance, boolean publisherMuted, long nowNanos) {
        long expected = expected(nowNanos);
        long next = distance == UNKNOWN ? expected : in + distance + offset;
        long behind = expected - next;
        if (behind > pauseLimit || publisherMuted && behind > mutedLimit) {
            next = expected;
        }
        refusedSince = Long.MAX_VALUE;
        anchor(in, next);
    }

    private void anchor(long in, long next) {
        offset = Math.max(next, last + 1) - in;
    }

    /** Where the clock would be now had it run on from the last packet. */
    private long expected(long nowNanos) {
        long nanos = Math.max(0, nowNanos - lastNanos);
        return last + nanos / 1_000_000 * clockRate / 1000;
    }

    /**
     * The timestamp of a frame of our own between two pieces: right behind the last one, or, after a pause, where the clock is now.
     *
     * @param ticks of a frame
     */
    long next(int ticks, long nowNanos) {
        long behind = last + ticks;
        long expected = expected(nowNanos);
        return expected - behind > ticks ? expected : behind;
    }

    /** The outgoing timestamp. */
    long map(long in) {
        return in + offset;
    }

    /** A packet with this outgoing timestamp was sent. */
    void sent(long out, long nowNanos) {
        if (out > last) {
            last = out;
            lastNanos = nowNanos;
        }
    }

    /** The outgoing timestamp sent last. */
    long last() {
        return last;
    }

    /** What is added to incoming timestamps of the current piece. */
    long offset() {
        return offset;
    }

    int clockRate() {
        return clockRate;
    }
}
