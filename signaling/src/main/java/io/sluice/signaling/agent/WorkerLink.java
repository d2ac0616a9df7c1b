package io.sluice.signaling.agent;

import io.sluice.signaling.proto.ServerMessage;

/** The connection to a worker. Thread-safe; a closed one swallows what it is given. */
public interface WorkerLink {
    /** Sends, in the order of the calls. */
    void send(ServerMessage message);

    /** Ends the connection, after what was sent. */
    void close();
}
