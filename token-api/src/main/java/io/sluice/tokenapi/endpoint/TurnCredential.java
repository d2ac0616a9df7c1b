package io.sluice.tokenapi.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials that expire by themselves, as TURN servers understand them that share a secret with whoever hands them out (draft-uberti-behave-turn-rest-00;
 * {@code use-auth-secret} of coturn).
 *
 * @param username second of the expiry, colon, user
 * @param password base64 of the username's HMAC-SHA1
 */
public record TurnCredential(String username, String password) {
    /** For a user until a time. */
    public static TurnCredential of(String secret, String user, Instant expiresAt) {
        return ofUsername(secret, expiresAt.getEpochSecond() + ":" + user);
    }

    /** For a username that has its expiry in it. */
    static TurnCredential ofUsername(String secret, String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] code = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredential(username, Base64.getEncoder().encodeToString(code));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "TurnCredential[" + username + ']';
    }
}
