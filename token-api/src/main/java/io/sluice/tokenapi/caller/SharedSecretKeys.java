package io.sluice.tokenapi.caller;

import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.util.Set;

/** One secret that issuer and server share, for HMAC signatures. */
public final class SharedSecretKeys implements BearerKeys {
    /** The algorithms such a secret can serve. */
    public static final Set<String> ALGORITHMS = Set.of("HS256", "HS384", "HS512");

    private final Key key;

    /** @throws IllegalArgumentException when it has fewer than 32 bytes */
    public SharedSecretKeys(String secret) {
        this.key = Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Key find(String keyId, String algorithm, Instant now) {
        return key;
    }
}
