package io.sluice.sfu.track;

/**
 * What an operator may tune about tracks in several codecs.
 *
 * @param regressionParticipants a room with fewer participants goes over to the second codec as a whole, where the publisher prefers that; 0
 *     for every room
 * @param addRedundancy whether plain Opus is sent as redundant audio to all who know that; else only to those who prefer it
 */
public record CodecSettings(int regressionParticipants, boolean addRedundancy) {
    /** The settings without any configuration. */
    public static final CodecSettings DEFAULT = new CodecSettings(5, false);

    /** Whether a room of that size goes over as a whole. */
    public boolean regresses(int participants) {
        return regressionParticipants == 0 || participants < regressionParticipants;
    }
}
