package io.sluice.sfu.allocate;

/**
 * What one track can be given, from little to much: rungs of a spatial and a temporal layer, each with its cost and its use. Filled again for
 * each decision: {@link #begin}, {@link #add} in any order, {@link #finish}.
 */
public final class Ladder {
    /** Below the lowest rung: nothing is given. */
    public static final int PAUSED = -1;

    private static final int MOST = 16;

    private final int[] spatial = new int[MOST];
    private final int[] temporal = new int[MOST];
    private final long[] cost = new long[MOST];
    private final double[] utility = new double[MOST];
    private int rungs;
    private double weight = 1;
    private boolean closed;
    int chosen = PAUSED;

    /**
     * Takes all rungs away.
     *
     * @param weight how much the track matters beside others; 1 for one that nothing is known of
     */
    public void begin(double weight) {
        this.weight = weight;
        rungs = 0;
        chosen = PAUSED;
    }

    /**
     * Adds a rung; more than there is room for are passed over.
     *
     * @param cost bits per second
     * @param utility how good it is to have, by {@link Utility}
     */
    public void add(int spatial, int temporal, long cost, double utility) {
        if (rungs == MOST) {
            return;
        }
        int at = rungs++;
        while (at > 0 && this.cost[at - 1] > cost) {
            move(at - 1, at);
            at--;
        }
        this.spatial[at] = spatial;
        this.temporal[at] = temporal;
        this.cost[at] = cost;
        this.utility[at] = weight * utility;
    }

    /** Leaves only rungs that are worth their cost: each is better than all that are cheaper. */
    public void finish() {
        int kept = 0;
        for (int i = 0; i < rungs; i++) {
            if (kept > 0 && cost[i] == cost[kept - 1] && utility[i] > utility[kept - 1]) {
                kept--;
            }
            if (kept == 0 || utility[i] > utility[kept - 1]) {
                move(i, kept++);
            }
        }
        rungs = kept;
    }

    private void move(int from, int to) {
        spatial[to] = spatial[from];
        temporal[to] = temporal[from];
        cost[to] = cost[from];
        utility[to] = utility[from];
    }

    /** How many rungs there are; none while nothing of the track flows. */
    public int rungs() {
        return rungs;
    }

    /** The spatial layer of a rung, -1 for {@link #PAUSED}. */
    public int spatial(int rung) {
        return rung == PAUSED ? -1 : spatial[rung];
    }

    /** The temporal layer of a rung. */
    public int temporal(int rung) {
        return rung == PAUSED ? 0 : temporal[rung];
    }

    /** Bits per second. */
    public long cost(int rung) {
        return rung == PAUSED ? 0 : cost[rung];
    }

    /** How good a rung is to have; 0 for {@link #PAUSED}. */
    public double utility(int rung) {
        return rung == PAUSED ? 0 : utility[rung];
    }

    /** How much the track matters beside others. */
    public double weight() {
        return weight;
    }

    /** What the {@link Allocator} has chosen. */
    public int chosen() {
        return chosen;
    }

    /** The highest rung, {@link #PAUSED} if there is none. */
    public int top() {
        return rungs - 1;
    }

    /** The best rung within these layers, or else the lowest there is; {@link #PAUSED} for a spatial layer of -1. */
    public int within(int spatialLimit, int temporalLimit) {
        if (rungs == 0 || spatialLimit < 0) {
            return PAUSED;
        }
        for (int i = rungs - 1; i >= 0; i--) {
            if (spatial[i] <= spatialLimit && temporal[i] <= temporalLimit) {
                return i;
            }
        }
        return 0;
    }

    /** The rung above the chosen one that brings most for each bit; the chosen one itself at the top. */
    int next() {
        int best = chosen;
        double most = 0;
        for (int i = chosen + 1; i < rungs; i++) {
            double gain = gain(i);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        return best;
    }

    /** What a step up from the chosen rung brings for each bit. */
    double gain(int rung) {
        return (utility(rung) - utility(chosen)) / Math.max(1, cost(rung) - cost(chosen));
    }

    /** The highest rung for which so many bits more are enough. */
    int affordable(long bits) {
        int rung = chosen;
        while (rung + 1 < rungs && cost(rung + 1) - cost(chosen) <= bits) {
            rung++;
        }
        return rung;
    }

    void close(boolean closed) {
        this.closed = closed;
    }

    boolean closed() {
        return closed;
    }
}
