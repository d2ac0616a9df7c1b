package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.http.ApiCall;
import java.time.Instant;

/** One kind of credentials. */
@FunctionalInterface
public interface CallerScheme {
    /**
     * Judges a call by its credentials of this kind. May block.
     *
     * @throws InterruptedException when the server ends or the caller has gone
     */
    CallerVerdict judge(ApiCall call, Instant now) throws InterruptedException;
}
