package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.channel.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sessions of clients that sign their requests; kept elsewhere. Calls may block. */
public interface SignedSessions {
    /** The session of a client, null when there is none. */
    @Nullable
    Session find(String clientId);

    /** Notes that a session lives on. */
    void renew(String clientId, Instant expiresAt);
}
