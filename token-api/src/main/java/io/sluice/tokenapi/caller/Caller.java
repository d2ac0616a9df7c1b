package io.sluice.tokenapi.caller;

import org.jspecify.annotations.Nullable;

/**
 * A user who proved who they are.
 *
 * @param userId never empty
 * @param deviceId which of the user's devices; null where the credentials do not say
 * @param clientId the client's session; null for schemes without one
 */
public record Caller(
        String userId, @Nullable String deviceId, @Nullable String clientId, Scheme scheme) {
    /** How a caller proved who they are. */
    public enum Scheme {
        SIGNED_HEADERS,
        COOKIE,
        BEARER,
        API_KEY
    }
}
