package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.caller.Caller;

/** Finds out who is at a socket. May block. */
@FunctionalInterface
public interface SocketAuthenticator {
    /** What came of it. */
    sealed interface Verdict {
        /** It is this user. */
        record Known(Caller caller) implements Verdict {}

        /** @param error a word for programs, which tells nothing that helps to guess */
        record Refused(String error) implements Verdict {}
    }

    /**
     * Judges.
     *
     * @param credentials what the client sent: an object with the four names of a signed request, or anything else for a browser whose
     *     cookie says who it is
     */
    Verdict authenticate(JsonNode credentials, SocketHandshake handshake);
}
