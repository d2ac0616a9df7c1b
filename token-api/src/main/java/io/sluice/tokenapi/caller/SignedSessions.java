package io.sluice.tokenapi.caller;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sessions of clients that sign their requests; kept elsewhere. Calls may block. */
public interface SignedSessions {
    /**
     * A client's session.
     *
     * @param deviceId null when the client is registered without one
     * @param secret its UTF-8 bytes are the key
     * @param expiresAt null for never
     */
    record SignedSession(
            String clientId,
            String userId,
            @Nullable String deviceId,
            String secret,
            @Nullable Instant expiresAt) {
        /** Hides the secret. */
        @Override
        public String toString() {
            return "SignedSession[" + clientId + " of " + userId + ']';
        }
    }

    /** The session of a client, null when there is none. */
    @Nullable
    SignedSession find(String clientId);

    /** Notes that a session lives on. */
    void renew(String clientId, Instant expiresAt);
}
