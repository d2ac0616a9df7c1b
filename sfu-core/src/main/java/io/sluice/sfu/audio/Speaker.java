package io.sluice.sfu.audio;

/**
 * A participant whose loudness changed.
 *
 * @param participantSid who
 * @param level 0 to 1 in steps of an eighth, rounded up
 * @param active false, with level 0, for one who stopped
 */
public record Speaker(String participantSid, float level, boolean active) {}
