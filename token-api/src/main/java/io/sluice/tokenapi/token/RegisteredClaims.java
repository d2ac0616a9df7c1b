package io.sluice.tokenapi.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims RFC 7519 §4.1 names, as far as access tokens use them. {@code iat} must be a time when present but does
 * not decide whether a token holds: LiveKit does not look at it either, and clocks of signers run ahead.
 *
 * @param issuer API key; empty when absent
 * @param identity subject, or the token id where there is none; empty when both are absent
 * @param issuedAt {@code iat}, or else {@code nbf}, which most signers set to the same; null where neither says anything
 */
record RegisteredClaims(
        String issuer,
        String identity,
        @Nullable Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable Instant issuedAt) {
    /** How far the clocks of signer and server may differ. */
    static final Duration LEEWAY = Duration.ofMinutes(1);

    /** End of the year 9999: far beyond any token, and safely inside every time type involved. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** @return null when a claim has the wrong JSON type or a time is further from 1970 than the year 9999 */
    static @Nullable RegisteredClaims read(ObjectNode claims) {
        String issuer = text(claims.path("iss"));
        String subject = text(claims.path("sub"));
        String id = text(claims.path("jti"));
        if (issuer == null || subject == null || id == null || !isAudience(claims.path("aud"))) {
            return null;
        }
        if (!isTime(claims.path("exp")) || !isTime(claims.path("nbf")) || !isTime(claims.path("iat"))) {
            return null;
        }
        Instant notBefore = time(claims.path("nbf"));
        Instant issuedAt = time(claims.path("iat"));
        if (issuedAt == null && notBefore != null && notBefore.getEpochSecond() > 0) {
            issuedAt = notBefore;
        }
        return new RegisteredClaims(
                issuer, subject.isEmpty() ? id : subject, time(claims.path("exp")), notBefore, issuedAt);
    }

    /** What is wrong with the times, in the order and words LiveKit reports; empty when nothing is. */
    List<TimeFault> faults(Instant now) {
        List<TimeFault> faults = new ArrayList<>(2);
        if (expiresAt == null) {
            faults.add(TimeFault.NO_EXPIRY);
        } else if (!now.isBefore(expiresAt.plus(LEEWAY))) {
            faults.add(TimeFault.EXPIRED);
        }
        if (notBefore != null && now.isBefore(notBefore.minus(LEEWAY))) {
            faults.add(TimeFault.NOT_YET_VALID);
        }
        return faults;
    }

    enum TimeFault {
        NO_EXPIRY(TokenVerdict.Reason.NO_EXPIRY, "token is missing required claim: exp claim is required"),
        EXPIRED(TokenVerdict.Reason.EXPIRED, "token is expired"),
        NOT_YET_VALID(TokenVerdict.Reason.NOT_YET_VALID, "token is not valid yet");

        final TokenVerdict.Reason reason;
        final String text;

        TimeFault(TokenVerdict.Reason reason, String text) {
            this.reason = reason;
            this.text = text;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return isAbsent(node) ? "" : node.textValue();
    }

    private static boolean isAudience(JsonNode node) {
        if (!node.isArray()) {
            return isAbsent(node) || node.isTextual();
        }
        for (JsonNode entry : node) {
            if (!entry.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTime(JsonNode node) {
        return isAbsent(node) || (node.isNumber() && Math.abs(node.doubleValue()) <= LAST_SECOND);
    }

    private static @Nullable Instant time(JsonNode node) {
        return isAbsent(node) ? null : Instant.ofEpochSecond(node.longValue());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
