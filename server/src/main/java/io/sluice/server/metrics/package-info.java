/** The page that Prometheus reads: LiveKit's metrics under LiveKit's names, our own, and those of the JVM. */
package io.sluice.server.metrics;
