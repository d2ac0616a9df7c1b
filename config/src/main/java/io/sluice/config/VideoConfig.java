package io.sluice.config;

import java.time.Duration;

/**
 * What an operator may say about video.
 *
 * @param dynacastPauseDelay how long a layer that nobody receives is still asked for
 * @param codecRegressionThreshold a room with fewer participants may be sent the second codec of a track instead of the first; 0 for any
 */
public record VideoConfig(Duration dynacastPauseDelay, int codecRegressionThreshold) {}
