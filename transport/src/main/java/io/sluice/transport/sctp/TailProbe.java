package io.sluice.transport.sctp;

/**
 * When to doubt that the last packets have arrived: nothing comes behind them that could show a gap, and the timer that takes everything for
 * lost is slow (RFC 8985 §7).
 */
final class TailProbe {
    private static final long LEAST = 10 * Times.MILLI;

    /** A peer waits for a second packet this long before it acknowledges a single one. */
    private static final long PEER_DELAY = 200 * Times.MILLI;

    private static final int MOST = 3;

    private final Timer timer = new Timer();
    private int sent;
    private int tsn;

    /** Something is on its way, so many bytes in all. */
    void start(RetransmissionTimeout timeout, long flight, long nowNanos) {
        long roundTrip = timeout.roundTripNanos();
        if (roundTrip < 0 || flight == 0 || sent == MOST) {
            timer.stop();
            return;
        }
        long wait = Math.max(2 * roundTrip, LEAST) + (flight <= SctpEndpoint.MAX_PACKET ? PEER_DELAY : 0);
        timer.start(nowNanos, wait << sent);
    }

    void stop() {
        timer.stop();
        sent = 0;
    }

    /** Something new was acknowledged. */
    void answered() {
        sent = 0;
    }

    /** The probe was this chunk. */
    void sent(int probed) {
        sent++;
        tsn = probed;
    }

    /** Whether a chunk that arrived is the last probe: then it had been lost. */
    boolean repaired(int arrived) {
        return sent > 0 && arrived == tsn;
    }

    long deadline() {
        return timer.at();
    }

    boolean expired(long nowNanos) {
        return timer.expired(nowNanos);
    }
}
