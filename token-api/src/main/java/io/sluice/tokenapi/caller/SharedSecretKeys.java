package io.sluice.tokenapi.caller;

import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;

/** One secret that issuer and server share, for HMAC signatures. */
public final class SharedSecretKeys implements BearerKeys {
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
