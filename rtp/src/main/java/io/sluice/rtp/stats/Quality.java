package io.sluice.rtp.stats;

/** What a participant is told of a connection. From the best to the worst. */
public enum Quality {
    EXCELLENT,
    GOOD,
    POOR,
    LOST;

    /** The class of a score of 0 to 100. */
    public static Quality of(double score) {
        if (score > 80) {
            return EXCELLENT;
        }
        if (score > 40) {
            return GOOD;
        }
        return score > 20 ? POOR : LOST;
    }
}
