package io.sluice.config;

import java.time.Duration;

/** Shortest time between two keyframe requests to a publisher, by the layer the keyframe is wanted on. */
public record PliThrottle(Duration low, Duration mid, Duration high) {}
