package io.sluice.signaling.livekit;

import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The token a request comes with. Clients, agent workers and backends present it alike, and are refused in the same words. */
public final class PresentedToken {
    private static final String BEARER = "Bearer ";

    private PresentedToken() {}

    /**
     * Checks it.
     *
     * @param authorization the header of that name, or null
     * @param accessToken the parameter of that name, null or empty without one; the header goes before it
     * @return null where there is no token
     */
    public static @Nullable TokenVerdict check(
            TokenVerifier verifier, @Nullable String authorization, @Nullable String accessToken, Instant now) {
        if (authorization != null && !authorization.startsWith(BEARER)) {
            return new TokenVerdict.Refused(
                    TokenVerdict.Reason.MALFORMED, "invalid authorization header. Must start with " + BEARER);
        }
        String token = authorization == null ? accessToken : authorization.substring(BEARER.length());
        return token == null || token.isEmpty() ? null : verifier.verify(token, now);
    }
}
