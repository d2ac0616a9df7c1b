package io.sluice.tokenapi.caller;

/** Why credentials were refused, in the words clients know. */
public enum Refusal {
    /** No credentials that any scheme knows, or such as hold nowhere. */
    UNAUTHORIZED(401, "unauthorized", "Authentication required"),
    /** Some of the four headers of a signed call, but not all, or one that cannot be read. */
    MISSING_AUTH_HEADERS(401, "missing_auth_headers", "A signed request needs four readable headers"),
    /** The client's clock and ours are more than five minutes apart. */
    REQUEST_EXPIRED(401, "request_expired", "The timestamp is too far from the server's time"),
    /** This nonce came before, under a signature that held. */
    DUPLICATE_REQUEST(401, "duplicate_request", "This request was made before"),
    /** No such client. */
    NO_SESSION(401, "no_session", "There is no session of this client"),
    /** The client's session is over. */
    SESSION_EXPIRED(401, "session_expired", "The session has expired"),
    /** The signature is another than the session's secret makes. */
    INVALID_SIGNATURE(401, "invalid_signature", "The signature does not match the request"),
    /** A page of a foreign origin used somebody's cookie. */
    FOREIGN_ORIGIN(403, "foreign_origin", "Pages of this origin may not act for the signed-in user"),
    /** The request cannot be judged now; later it may work. */
    UNAVAILABLE(503, "auth_error", "The request cannot be checked just now");

    private final int status;
    private final String error;
    private final String message;

    Refusal(int status, String error, String message) {
        this.status = status;
        this.error = error;
        this.message = message;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Short name for programs. */
    public String error() {
        return error;
    }

    /** One sentence for people. */
    public String message() {
        return message;
    }
}
