package io.sluice.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet, whole: bytes are {@link com.fasterxml.jackson.databind.node.BinaryNode}s in its data.
 *
 * @param namespace with its slash
 * @param ack id under which an answer is expected, or which is answered; -1 for none
 */
record Packet(
        Type type, String namespace, long ack, @Nullable JsonNode data) {
    static final long NO_ACK = -1;

    /** In the order of their digits; the binary ones have two. */
    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR
    }

    Packet(Type type, String namespace, @Nullable JsonNode data) {
        this(type, namespace, NO_ACK, data);
    }

    /** Without the data, which is nobody's business but the receiver's. */
    @Override
    public String toString() {
        return "Packet[" + type + " " + namespace + "]";
    }
}
