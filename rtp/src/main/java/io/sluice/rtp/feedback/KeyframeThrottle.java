package io.sluice.rtp.feedback;

/**
 * Lets requests for a key frame of one layer through, at most one in each interval. A request inside the interval is not lost: it is sent when
 * the interval ends, unless a key frame came after it. An engine.
 */
public final class KeyframeThrottle {
    private final long intervalNanos;
    private boolean asked;
    private long askedAt;
    private boolean pending;

    /** @param intervalNanos least time between two requests */
    public KeyframeThrottle(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Somebody needs a key frame. Returns whether to ask the sender now; if not, the wish is kept. */
    public boolean request(long nowNanos) {
        if (asked && nowNanos - askedAt < intervalNanos) {
            pending = true;
            return false;
        }
        send(nowNanos);
        return true;
    }

    /** A key frame began to arrive: it serves all who asked before. */
    public void onKeyFrame() {
        pending = false;
    }

    /** When {@link #tick} has something to do; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return pending ? askedAt + intervalNanos : Long.MAX_VALUE;
    }

    /** Returns whether to ask the sender now for a wish that was kept. */
    public boolean tick(long nowNanos) {
        if (!pending || nowNanos < deadline()) {
            return false;
        }
        send(nowNanos);
        return true;
    }

    private void send(long nowNanos) {
        asked = true;
        askedAt = nowNanos;
        pending = false;
    }
}
