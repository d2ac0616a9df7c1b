package io.sluice.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.keyexchange.SocketHandshake;

/** The request that opened a session, waiting for what the client says as it joins a namespace. */
@FunctionalInterface
interface Handshake {
    SocketHandshake with(JsonNode auth);
}
