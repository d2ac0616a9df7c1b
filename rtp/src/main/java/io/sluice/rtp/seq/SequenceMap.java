package io.sluice.rtp.seq;

/**
 * Renumbers a stream from which packets are taken out: {@code out = in - offset}, where the offset grows by one with each packet dropped.
 * The offset that was valid at a position is remembered for the last {@value #RANGES} changes, so that a packet that comes late gets the
 * number its place has, and the two directions are inverse to each other.
 *
 * <p>Numbers are 64-bit, already unwrapped. A number never seen (lost on the way in) keeps its place: the receiver sees the gap and asks.
 */
public final class SequenceMap {
    /** Changes of the offset that are remembered; a late packet before all of them has no number. */
    public static final int RANGES = 100;

    /** Answer of {@link #map} and {@link #unmap}: no number. */
    public static final long NONE = -1;

    // A ring of closed ranges [from, to): between the end of one and the start of the next lie dropped numbers.
    private final long[] from = new long[RANGES];
    private final long[] to = new long[RANGES];
    private final long[] offsets = new long[RANGES];
    private int closed;
    private int next;

    private boolean started;
    private long newest;
    private long openFrom;
    private long offset;

    /** Forgets all ranges and lets {@code in} become {@code out}: the beginning, and each switch to another source. */
    public void start(long in, long out) {
        started = true;
        closed = 0;
        next = 0;
        newest = in - 1;
        openFrom = in;
        offset = in - out;
    }

    /** Whether {@link #start} was called. */
    public boolean started() {
        return started;
    }

    /** The outgoing number of a packet that is forwarded, or {@link #NONE} if it was dropped before, is too old or from before the start. */
    public long map(long in) {
        if (!started) {
            return NONE;
        }
        if (in > newest) {
            newest = in;
        }
        if (in >= openFrom) {
            return in - offset;
        }
        int range = rangeOf(in);
        return range < 0 ? NONE : in - offsets[range];
    }

    /** The outgoing number that {@link #map} would give, without counting the packet as seen. */
    public long peek(long in) {
        if (!started) {
            return NONE;
        }
        if (in >= openFrom) {
            return in - offset;
        }
        int range = rangeOf(in);
        return range < 0 ? NONE : in - offsets[range];
    }

    /** The incoming number that has this outgoing number, or {@link #NONE} if none has or it is forgotten. */
    public long unmap(long out) {
        if (!started) {
            return NONE;
        }
        long in = out + offset;
        if (in >= openFrom) {
            return in <= newest ? in : NONE;
        }
        for (int i = 1; i <= closed; i++) {
            int range = Math.floorMod(next - i, RANGES);
            in = out + offsets[range];
            if (in >= from[range]) {
                return in < to[range] ? in : NONE;
            }
        }
        return NONE;
    }

    /**
     * Takes a packet out. Closes the gap if it is the newest; one that comes late leaves its gap, since what followed has its number.
     *
     * @return whether the gap was closed
     */
    public boolean drop(long in) {
        if (!started || in <= newest) {
            return false;
        }
        newest = in;
        cut(in);
        return true;
    }

    /** Takes the newest packet back, which {@link #map} has just numbered but which was not sent after all; false if it is not the newest. */
    public boolean undo(long in) {
        if (!started || in != newest || in < openFrom) {
            return false;
        }
        cut(in);
        return true;
    }

    /** Gives the next outgoing number to a packet of our own (padding, a blank frame) and moves what follows up by one. */
    public long insert() {
        long out = nextOut();
        close(newest + 1);
        openFrom = newest + 1;
        offset--;
        return out;
    }

    /** The outgoing number that the packet after the newest one will get. */
    public long nextOut() {
        return newest + 1 - offset;
    }

    /** The newest incoming number that was mapped or dropped. */
    public long newest() {
        return newest;
    }

    private void cut(long in) {
        close(in);
        openFrom = in + 1;
        offset++;
    }

    private void close(long end) {
        if (openFrom == end) {
            return;
        }
        from[next] = openFrom;
        to[next] = end;
        offsets[next] = offset;
        next = next + 1 == RANGES ? 0 : next + 1;
        if (closed < RANGES) {
            closed++;
        }
    }

    private int rangeOf(long in) {
        int range = next;
        for (int i = 0; i < closed; i++) {
            range = range == 0 ? RANGES - 1 : range - 1;
            if (in >= from[range]) {
                return in < to[range] ? range : -1;
            }
        }
        return -1;
    }
}
