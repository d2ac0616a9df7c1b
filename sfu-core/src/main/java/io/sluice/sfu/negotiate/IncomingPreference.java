package io.sluice.sfu.negotiate;

/**
 * What is known of a track that a client is about to send, for the answer to its section.
 *
 * @param codec the rtpmap name to put first; empty for the offer's own order
 * @param onlyThatCodec leave the others out, for browsers that ignore the order
 * @param stereo whether Opus should be sent with two channels
 * @param dtx whether Opus may go silent
 */
public record IncomingPreference(String codec, boolean onlyThatCodec, boolean stereo, boolean dtx) {
    /** Nothing is known: the track was not announced yet. */
    public static final IncomingPreference NONE = new IncomingPreference("", false, false, true);
}
