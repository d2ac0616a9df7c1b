package io.sluice.signaling.livekit;

import io.sluice.signaling.proto.SignalResponse;
import java.util.concurrent.ScheduledExecutorService;

/** The signal connection below a session: a WebSocket, for the session a thing to write to. */
public interface SignalChannel {
    /** The one thread on which the session lives. */
    ScheduledExecutorService executor();

    /** Writes a message in the encoding that the client used last. */
    void send(SignalResponse message);

    /** Closes the connection after what was written. */
    void close();
}
