package io.sluice.config;

/**
 * When clients are moved off UDP.
 *
 * @param allowed whether they are when UDP fails
 * @param rttThresholdMillis signalling round trip from which ICE over TCP is passed over for TURN; 0 never does
 * @param whenUnstable whether lossy connections are moved too; only with a threshold
 */
public record TcpFallback(boolean allowed, int rttThresholdMillis, boolean whenUnstable) {}
