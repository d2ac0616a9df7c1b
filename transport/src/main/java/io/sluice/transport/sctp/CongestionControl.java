package io.sluice.transport.sctp;

/** How many bytes may be on their way (RFC 9260 §7.2). */
final class CongestionControl {
    private static final int PACKET = SctpEndpoint.MAX_PACKET;
    private static final long INITIAL = 10L * PACKET;
    private static final long LEAST = 4L * PACKET;

    private final long most;
    private long window = INITIAL;
    private long threshold;
    private long partiallyAcked;
    private boolean limiting;
    private boolean recovering;
    private int recoveredAt;

    /**
     * @param peerWindow what the peer takes, the first guess at what the path takes
     * @param most more is never of use
     */
    CongestionControl(long peerWindow, long most) {
        this.most = Math.max(INITIAL, most);
        threshold = peerWindow;
    }

    long window() {
        return window;
    }

    /** Says whether there was more to send than may be on its way: a window that nobody fills does not grow. */
    void limiting(boolean isLimiting) {
        limiting = isLimiting;
    }

    /** The peer has everything up to {@code cumulative}, of which so many bytes are news. */
    void acknowledged(int cumulative, long bytes) {
        if (recovering) {
            recovering = Serial.less(cumulative, recoveredAt);
            return;
        }
        if (!limiting) {
            return;
        }
        if (window <= threshold) {
            window = Math.min(most, window + Math.min(bytes, PACKET));
        } else {
            partiallyAcked += bytes;
            if (partiallyAcked >= window) {
                partiallyAcked -= window;
                window = Math.min(most, window + PACKET);
            }
        }
    }

    /**
     * Something is missing that others overtook.
     *
     * @param highest the last TSN that is on its way: when it has arrived the loss is mended
     * @return whether it is a new loss
     */
    boolean lost(int highest) {
        if (recovering) {
            return false;
        }
        recovering = true;
        recoveredAt = highest;
        threshold = Math.max(window / 2, LEAST);
        window = threshold;
        partiallyAcked = 0;
        return true;
    }

    /** Nothing was acknowledged for too long. */
    void expired() {
        recovering = false;
        threshold = Math.max(window / 2, LEAST);
        window = PACKET;
        partiallyAcked = 0;
    }

    /** Nothing was sent for so many timeouts: what is known of the path gets old. */
    void idle(long timeouts) {
        for (long i = 0; i < timeouts && window > LEAST; i++) {
            window = Math.max(window / 2, LEAST);
        }
    }
}
