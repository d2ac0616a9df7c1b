package io.sluice.config;

import java.time.Duration;

/**
 * How queues towards slow receivers of data are kept short.
 *
 * @param slowThreshold bytes per second below which a receiver is slow; 0 for no such rule
 * @param lossyTargetLatency age from which lossy data is dropped; zero for never
 * @param dataTrackTargetLatency age from which frames of data tracks are dropped; zero for never
 */
public record DataChannels(int slowThreshold, Duration lossyTargetLatency, Duration dataTrackTargetLatency) {}
