package io.sluice.signaling.webhook;

import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Signs what is posted: a token over the hash of the body, sent as the whole {@code Authorization} header, without {@code Bearer}. */
public final class WebhookSigner {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final TokenIssuer issuer;

    /** @param keys the key that signs is their first one */
    public WebhookSigner(KeyRing keys) {
        issuer = new TokenIssuer(keys);
    }

    /** A token that holds for this body, for five minutes from now. */
    public String sign(byte[] body, Instant now) {
        String hash = Base64.getEncoder().encodeToString(sha256(body));
        return issuer.issue("", Grants.builder().sha256(hash).build(), LIFETIME, now);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
