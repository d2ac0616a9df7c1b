package io.sluice.tokenapi.manage;

import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Those who may manage: bearers of a token of one of the server's keys that grants {@code roomCreate} and {@code roomAdmin}. */
public final class Administrators {
    private final TokenVerifier verifier;

    public Administrators(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** Why this caller may not manage, or null. */
    @Nullable
    ApiAnswer refuse(ApiCall call, Instant now) {
        String bearer = call.bearer();
        if (bearer == null) {
            return unauthorized("Bearer", "an access token is needed, as a bearer token");
        }
        return switch (verifier.verify(bearer, now)) {
            case TokenVerdict.Refused refused -> unauthorized("Bearer error=\"invalid_token\"", refused.text());
            case TokenVerdict.Verified(var token) ->
                token.isAdministrators()
                        ? null
                        : Problem.of(403, "the token must grant roomCreate and roomAdmin")
                                .answer()
                                .with("www-authenticate", "Bearer error=\"insufficient_scope\"");
        };
    }

    private static ApiAnswer unauthorized(String challenge, String detail) {
        return Problem.of(401, detail).answer().with("www-authenticate", challenge);
    }
}
