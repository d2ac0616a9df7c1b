package io.sluice.server.socketio;

/** What is told to clients that ask for something impossible, in the words of the Node server. */
enum EngineError {
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    UNKNOWN_SESSION(1, "Session ID unknown"),
    BAD_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    FORBIDDEN(4, "Forbidden"),
    UNSUPPORTED_VERSION(5, "Unsupported protocol version");

    private final String json;

    EngineError(int code, String message) {
        json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    String json() {
        return json;
    }
}
