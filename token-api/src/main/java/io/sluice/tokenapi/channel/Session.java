package io.sluice.tokenapi.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in client of a user, which proves itself by HMAC.
 *
 * @param clientId one client has one session, whoever its user is
 * @param deviceId part of the identity in meetings; null for a client without a registered device
 * @param secret key of its signatures, used as UTF-8 bytes
 * @param expiresAt from when on it is worth nothing; null for never
 */
public record Session(
        String userId,
        String clientId,
        @Nullable String deviceId,
        String secret,
        @Nullable Instant expiresAt) {

    /** Whether the session has ended. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Hides the secret, so that a session may appear in a log line. */
    @Override
    public String toString() {
        return "Session[" + userId + " " + clientId + "]";
    }
}
