package io.sluice.signaling.twirp;

import java.util.Locale;

/** Twirp's error codes and the HTTP status each of them travels with (Twirp specification v7, "Error Codes"). */
public enum TwirpCode {
    CANCELED(408),
    UNKNOWN(500),
    INVALID_ARGUMENT(400),
    MALFORMED(400),
    DEADLINE_EXCEEDED(408),
    NOT_FOUND(404),
    BAD_ROUTE(404),
    ALREADY_EXISTS(409),
    PERMISSION_DENIED(403),
    UNAUTHENTICATED(401),
    RESOURCE_EXHAUSTED(429),
    FAILED_PRECONDITION(412),
    ABORTED(409),
    OUT_OF_RANGE(400),
    UNIMPLEMENTED(501),
    INTERNAL(500),
    UNAVAILABLE(503),
    DATALOSS(500);

    private final int status;

    TwirpCode(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code's text in the body of an error. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
