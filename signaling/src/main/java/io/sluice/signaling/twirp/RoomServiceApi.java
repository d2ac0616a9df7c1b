package io.sluice.signaling.twirp;

import io.sluice.sfu.shard.Rooms;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.tokenapi.token.Revocations;
import java.time.Clock;

/** LiveKit's RoomService: what a backend does to rooms and to those in them. */
public final class RoomServiceApi {
    private RoomServiceApi() {}

    /**
     * The service over these rooms.
     *
     * @param opening makes rooms
     * @param revocations takes back the tokens of those who are removed
     */
    public static TwirpService of(
            Rooms rooms, RoomOpening opening, ApiLimits limits, Revocations revocations, Clock clock) {
        TwirpService service = new TwirpService("livekit.RoomService");
        new RoomCalls(rooms, opening, limits).addTo(service);
        new ParticipantCalls(rooms, opening, limits, revocations, clock).addTo(service);
        return service;
    }
}
