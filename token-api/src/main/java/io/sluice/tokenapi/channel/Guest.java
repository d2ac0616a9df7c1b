package io.sluice.tokenapi.channel;

import io.sluice.tokenapi.token.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Somebody without an account, for one meeting.
 *
 * @param sessionId 32 hexadecimal digits
 * @param linkToken link it came by; null once that link has been deleted
 * @param secretHash SHA-256 of the guest's own secret, as lower-case hexadecimal digits ({@link #hashOf}); the secret itself is not kept
 * @param keys what the guest published for key exchanges: a JSON object that the server does not look into
 * @param requestedAt when admission was last asked for
 * @param decidedBy user who admitted or declined last
 * @param decidedAt when that was
 * @param expiresAt from when on the session is worth nothing
 */
public record Guest(
        String sessionId,
        String meetingId,
        @Nullable String linkToken,
        String displayName,
        String secretHash,
        String keys,
        Admission admission,
        @Nullable Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Instant expiresAt) {

    /** What is kept of a secret, which has enough chance in it for one round. */
    public static String hashOf(String secret) {
        return HexFormat.of().formatHex(Digests.sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether this is the guest's own secret. */
    public boolean hasSecret(String secret) {
        return Digests.same(hashOf(secret), secretHash);
    }

    /** Whether the session has ended. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Shows nothing that could be used. */
    @Override
    public String toString() {
        return "Guest[" + meetingId + " " + admission + "]";
    }
}
