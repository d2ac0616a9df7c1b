package io.sluice.tokenapi.caller;

import java.security.Key;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys that may have signed a bearer token. */
@FunctionalInterface
public interface BearerKeys {
    /**
     * The key that a token names.
     *
     * @param keyId empty when it names none
     * @param algorithm the token's, one of those allowed
     * @return null when there is no such key
     * @throws Unavailable when that cannot be known now
     */
    @Nullable
    Key find(String keyId, String algorithm, Instant now) throws Unavailable, InterruptedException;

    /** Keys are kept somewhere that cannot be reached. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }
    }
}
