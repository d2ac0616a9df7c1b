package io.sluice.config;

import java.time.Duration;

/** @param dynacastPauseDelay how long a layer that nobody receives is still asked for */
public record VideoConfig(Duration dynacastPauseDelay) {}
