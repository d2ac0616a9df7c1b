package io.sluice.rtp.seq;

/**
 * Extends 16-bit sequence numbers to 64 bits (RFC 3550 §A.1 in spirit). The first number n becomes 65536 + n, so that packets that were
 * overtaken by the first one do not become negative.
 *
 * <p>A sender that starts over at another number would look ancient for up to half the number space. When {@value #RESTART_RUN} packets in
 * a row arrive consecutively far behind the newest one, that is taken for a restart: from then on they count as new, ahead of all before.
 */
public final class SequenceUnwrapper {
    /** Consecutive packets that prove a restart. */
    public static final int RESTART_RUN = 5;
    /** Packets further behind than this are not believed to be late ones. */
    public static final int MAX_MISORDER = 1500;

    private static final long FIRST_CYCLE = 1L << 16;

    private long newest = -1;
    private int suspect = -1;
    private int run;
    private boolean restarted;

    /**
     * The 64-bit number of a packet.
     *
     * @param sequence 0 to 65535
     * @return never negative; greater than {@link #newest} was before if the packet is new
     */
    public long unwrap(int sequence) {
        restarted = false;
        if (newest < 0) {
            newest = FIRST_CYCLE + sequence;
            return newest;
        }
        short delta = (short) (sequence - (int) newest);
        if (delta > 0) {
            run = 0;
            newest += delta;
            return newest;
        }
        if (delta >= -MAX_MISORDER) {
            run = 0;
            return Math.max(0, newest + delta);
        }
        run = run > 0 && sequence == (suspect + 1 & 0xffff) ? run + 1 : 1;
        suspect = sequence;
        if (run < RESTART_RUN) {
            return Math.max(0, newest + delta);
        }
        run = 0;
        restarted = true;
        newest += delta & 0xffff;
        return newest;
    }

    /** What {@link #unwrap} would answer, without learning from it. */
    public long peek(int sequence) {
        if (newest < 0) {
            return FIRST_CYCLE + sequence;
        }
        return Math.max(0, newest + (short) (sequence - (int) newest));
    }

    /** The greatest number so far, or -1 before the first. */
    public long newest() {
        return newest;
    }

    /** Whether the last {@link #unwrap} found that the sender started over. */
    public boolean restarted() {
        return restarted;
    }

    /** Forgets everything. */
    public void reset() {
        newest = -1;
        run = 0;
        restarted = false;
    }
}
