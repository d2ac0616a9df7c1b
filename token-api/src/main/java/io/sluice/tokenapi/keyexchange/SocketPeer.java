package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;

/** A client in one namespace, as far as one can talk to it. Every method may be called on any thread and returns at once. */
public interface SocketPeer {
    /** Unique among all that are connected, and not guessable. */
    String id();

    /**
     * Sends an event. A client that does not read what it is sent is disconnected after a bounded amount; then nothing happens.
     *
     * @param event its name
     * @param payload its one argument; must not be changed afterwards. Bytes are {@link com.fasterxml.jackson.databind.node.BinaryNode}s
     */
    void emit(String event, JsonNode payload);

    /** Takes the client out of the namespace; {@link SocketListener#closed} follows. */
    void disconnect();
}
