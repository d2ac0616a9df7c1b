package io.sluice.server.socketio;

/** What lies above an {@link EngineSession}. Called on the session's event loop. */
interface EngineUser {
    /** A message has come: text without its type digit, or bytes. */
    void message(Frame frame);

    /** Nothing follows. */
    void closed();

    /** Whether so much is waiting to be worked off that the client should send no more for now. */
    boolean isBusy();
}
