package io.sluice.server.http;

import java.time.Duration;

/**
 * How a dead client is told from a quiet one.
 *
 * @param ping how often we ask by a WebSocket ping
 * @param silence after how long without a byte the connection is closed; a client that is alive has answered several pings by then
 */
record Heartbeat(Duration ping, Duration silence) {
    static final Heartbeat USUAL = new Heartbeat(Duration.ofSeconds(10), Duration.ofSeconds(45));
}
