package io.sluice.config;

import io.sluice.config.net.PortRange;

/**
 * UDP ports for media.
 *
 * @param bindAll whether every port of the range is ours to bind; otherwise any free ones of it will do
 */
public record MediaPorts(PortRange range, boolean bindAll) {}
