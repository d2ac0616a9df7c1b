package io.sluice.server.node;

import io.sluice.tokenapi.live.TokenRevocation;
import io.sluice.tokenapi.store.RevocationTable;
import io.sluice.tokenapi.token.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Takes tokens back as of now, and remembers it over restarts for as long as a token can hold. */
record PlaceRevocation(Revocations revocations, RevocationTable table, Clock clock) implements TokenRevocation {
    /** Longest that tokens hold which the server gives out. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    private static final String EVERYBODY = "";

    /** What was taken back before the server began. */
    void recall() {
        table.forget(clock.instant().minus(LONGEST_LIFE));
        for (RevocationTable.Row row : table.all()) {
            Instant before = row.issuedBefore();
            if (row.userId().equals(EVERYBODY)) {
                revocations.revokeRoom(row.room(), before);
            } else {
                revocations.revokeUser(row.room(), row.userId(), before);
            }
        }
    }

    @Override
    public void revokeOfUser(String room, String userId) {
        Instant now = clock.instant();
        revocations.revokeUser(room, userId, now);
        table.put(new RevocationTable.Row(room, userId, now));
    }

    @Override
    public void revokeOfRoom(String room) {
        Instant now = clock.instant();
        revocations.revokeRoom(room, now);
        table.put(new RevocationTable.Row(room, EVERYBODY, now));
    }
}
