package io.sluice.config;

/**
 * How what is sent is fitted to what a receiver can take.
 *
 * @param enabled whether it is fitted at all
 * @param allowPause whether tracks that do not fit may be paused
 */
public record CongestionControl(boolean enabled, boolean allowPause) {}
