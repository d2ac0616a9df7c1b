package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.PathTemplate;

/**
 * One thing that can be asked for.
 *
 * @param method of HTTP
 * @param path where, with names of ids in braces
 * @param access who may ask; there is no default, so that nothing is open by accident
 * @param failure what the caller is told when the server fails
 * @param action answers
 */
public record Endpoint(String method, PathTemplate path, Access access, String failure, Action action) {
    /** Who may ask. */
    public enum Access {
        /** Users that {@link io.sluice.tokenapi.caller.CallerAuthenticator} knows. */
        USER,
        /** Those, and bearers of an access token of the server's keys that grants {@code roomCreate} and {@code roomAdmin}. */
        USER_OR_ADMINISTRATOR,
        /** Anybody who does not ask too often: people without an account, who bring a secret of their own. */
        ANYBODY,
        /** Whoever proves it in a way of this endpoint's own; who does not is counted like those without credentials. */
        OWN_PROOF
    }

    /** Answers a request of somebody who may ask. */
    @FunctionalInterface
    public interface Action {
        /** @throws Refusal instead of an answer */
        ApiAnswer answer(Asked asked) throws InterruptedException;
    }

    /** With the path as a text. */
    Endpoint(String method, String path, Access access, String failure, Action action) {
        this(method, new PathTemplate(path), access, failure, action);
    }

    /** Its path as a text. */
    public String template() {
        return path.toString();
    }
}
