package io.sluice.config;

import java.time.Duration;

/**
 * When a participant speaks, and whose sound is forwarded.
 *
 * @param activeLevel level that counts as speech, in -dBov: 0 is loudest, 127 silence
 * @param minPercentile share of an interval that must be that loud, in percent
 * @param updateInterval time between two speaker updates
 * @param smoothIntervals number of intervals a level is smoothed over; 0 for none
 * @param forwardLoudest how many microphones of a room are forwarded at once; 0 for all
 * @param activeRedEncoding whether redundant audio is made of plain Opus for those who know it
 */
public record AudioConfig(
        int activeLevel,
        int minPercentile,
        Duration updateInterval,
        int smoothIntervals,
        int forwardLoudest,
        boolean activeRedEncoding) {}
