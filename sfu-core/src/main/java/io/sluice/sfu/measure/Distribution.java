package io.sluice.sfu.measure;

/** How values are spread over fixed ranges. One thread writes, any may read; the parts a reader sees may be a moment apart. */
public final class Distribution {
    private final double[] bounds;
    private final Tally[] counts;
    private final Tally sum = new Tally();
    /** Values are kept in these parts of a unit, so that their sum needs no floating point. */
    private final double parts;

    /**
     * @param parts of a unit that still count in the sum
     * @param bounds upper ends of the ranges, rising; values above the last have a range of their own
     */
    public Distribution(double parts, double... bounds) {
        this.parts = parts;
        this.bounds = bounds.clone();
        this.counts = new Tally[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new Tally();
        }
    }

    /** Notes a value; by the writer only. */
    public void note(double value) {
        int i = 0;
        while (i < bounds.length && value > bounds[i]) {
            i++;
        }
        counts[i].add(1);
        sum.add(Math.round(value * parts));
    }

    /** How many ranges have an upper end. */
    public int ranges() {
        return bounds.length;
    }

    /** The upper end of a range. */
    public double bound(int range) {
        return bounds[range];
    }

    /** Values in a range; that of number {@link #ranges} has no upper end. */
    public long count(int range) {
        return counts[range].get();
    }

    /** How many values there are. */
    public long total() {
        long total = 0;
        for (Tally each : counts) {
            total += each.get();
        }
        return total;
    }

    /** All values together. */
    public double sum() {
        return sum.get() / parts;
    }
}
