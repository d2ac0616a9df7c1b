package io.sluice.signaling.agent;

import io.sluice.signaling.proto.WorkerMessage;

/** Where the connection to a worker leaves what it hears. Thread-safe; calls count in their order. */
public interface WorkerSession {
    /** The worker said something. */
    void receive(WorkerMessage message);

    /** The connection has ended. */
    void lost();
}
