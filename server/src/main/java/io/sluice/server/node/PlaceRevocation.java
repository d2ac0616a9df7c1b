package io.sluice.server.node;

import io.sluice.tokenapi.live.TokenRevocation;
import io.sluice.tokenapi.token.Revocations;
import java.time.Clock;

/** Takes tokens back as of now. */
record PlaceRevocation(Revocations revocations, Clock clock) implements TokenRevocation {
    @Override
    public void revokeOfUser(String room, String userId) {
        revocations.revokeUser(room, userId, clock.instant());
    }

    @Override
    public void revokeOfRoom(String room) {
        revocations.revokeRoom(room, clock.instant());
    }
}
