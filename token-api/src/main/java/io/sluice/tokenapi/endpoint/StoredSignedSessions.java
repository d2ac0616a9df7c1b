package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.caller.SignedSessions;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.store.Sessions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sessions of signing clients in the database. */
public record StoredSignedSessions(Sessions sessions) implements SignedSessions {
    @Override
    public @Nullable Session find(String clientId) {
        return sessions.find(clientId);
    }

    @Override
    public void renew(String clientId, Instant expiresAt) {
        sessions.renew(clientId, expiresAt);
    }
}
