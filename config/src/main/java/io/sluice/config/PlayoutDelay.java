package io.sluice.config;

/** Delay of playout that receivers are asked for, in milliseconds. */
public record PlayoutDelay(boolean enabled, int minMillis, int maxMillis) {}
