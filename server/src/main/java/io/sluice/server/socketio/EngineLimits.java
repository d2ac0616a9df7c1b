package io.sluice.server.socketio;

import java.time.Duration;

/**
 * How patient and how generous the server is with one client.
 *
 * @param pingInterval how often the client is asked whether it is there
 * @param pingTimeout how long it may take to answer
 * @param upgrade how long a WebSocket may take to replace long polling
 * @param join how long a client may be in no namespace
 * @param payload bytes of one message, or of one POST
 * @param unread bytes that wait for a client before it is given up
 */
record EngineLimits(
        Duration pingInterval, Duration pingTimeout, Duration upgrade, Duration join, int payload, int unread) {
    /** Those of the Node server, which clients are used to. */
    static final EngineLimits USUAL = new EngineLimits(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            1_000_000,
            1 << 20);
}
