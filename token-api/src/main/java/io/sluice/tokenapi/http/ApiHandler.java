package io.sluice.tokenapi.http;

/** Answers requests to an API. Called on a thread of its own: it may wait. */
@FunctionalInterface
public interface ApiHandler {
    /**
     * Answers.
     *
     * @throws InterruptedException when the server ends or the caller has gone
     */
    ApiAnswer answer(ApiCall call) throws InterruptedException;
}
