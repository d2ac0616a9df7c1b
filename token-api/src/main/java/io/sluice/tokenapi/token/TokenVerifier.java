package io.sluice.tokenapi.token;

import io.sluice.tokenapi.token.RegisteredClaims.TimeFault;
import io.sluice.tokenapi.token.TokenVerdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides whether a token holds: HS256 by the secret of the key it names, and inside its lifetime give or take one
 * minute. Any text is safe to pass in. Immutable and usable from any thread.
 */
public final class TokenVerifier {
    /**
     * Longest token read by default, in characters: metadata of 512 KiB, attributes and other grants of 64 KiB each, in
     * base64, with room for JSON escapes.
     */
    public static final int DEFAULT_MAX_CHARS = 1 << 20;

    private static final String UNREADABLE = "invalid authorization token";
    private static final String UNKNOWN_KEY = "invalid API key";

    private final KeyRing keys;
    private final int maxChars;

    /** A verifier that reads tokens of up to {@link #DEFAULT_MAX_CHARS}. */
    public TokenVerifier(KeyRing keys) {
        this(keys, DEFAULT_MAX_CHARS);
    }

    /** @param maxChars longest token worth reading, in characters */
    public TokenVerifier(KeyRing keys, int maxChars) {
        this.keys = keys;
        this.maxChars = maxChars;
    }

    /**
     * Checks one token.
     *
     * @param token the text after {@code Bearer } or of the {@code access_token} parameter
     * @param now the time to judge its lifetime by
     */
    public TokenVerdict verify(String token, Instant now) {
        UnverifiedToken unverified = token.length() > maxChars ? null : UnverifiedToken.parse(token);
        RegisteredClaims claims = unverified == null ? null : RegisteredClaims.read(unverified.claims());
        if (unverified == null || claims == null) {
            return new TokenVerdict.Refused(Reason.MALFORMED, UNREADABLE);
        }
        ApiSecret secret = keys.secretOf(claims.issuer());
        if (secret == null) {
            return new TokenVerdict.Refused(Reason.UNKNOWN_KEY, UNKNOWN_KEY);
        }
        String algorithm = unverified.algorithm();
        if (!algorithm.equals("HS256")) {
            return JwsAlgorithm.isRegistered(algorithm)
                    ? refused(
                            Reason.WRONG_ALGORITHM,
                            "token signature is invalid: signing method " + algorithm + " is invalid")
                    : new TokenVerdict.Refused(Reason.MALFORMED, UNREADABLE);
        }
        if (!secret.signed(unverified, now)) {
            return refused(Reason.BAD_SIGNATURE, "token signature is invalid: signature is invalid");
        }
        return signed(unverified, claims, now);
    }

    private static TokenVerdict signed(UnverifiedToken token, RegisteredClaims claims, Instant now) {
        List<TimeFault> faults = claims.faults(now);
        Instant expiresAt = claims.expiresAt();
        if (!faults.isEmpty() || expiresAt == null) {
            String texts = faults.stream().map(fault -> fault.text).collect(Collectors.joining(", "));
            return refused(faults.getFirst().reason, "token has invalid claims: " + texts);
        }
        try {
            Grants grants = GrantsJson.read(token.claims());
            return new TokenVerdict.Verified(new AccessToken(
                    claims.issuer(),
                    claims.identity(),
                    grants,
                    expiresAt,
                    claims.issuedAt(),
                    AccessToken.idOf(token.text())));
        } catch (GrantsJson.Mismatch e) {
            return refused(Reason.BAD_GRANTS, "token is malformed: could not JSON decode claim: " + e.getMessage());
        }
    }

    private static TokenVerdict.Refused refused(Reason reason, String detail) {
        return new TokenVerdict.Refused(reason, UNREADABLE + ": " + detail);
    }
}
