package io.sluice.server.node;

import io.sluice.config.LimitConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.sfu.shard.Rooms;
import io.sluice.signaling.agent.AgentService;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.twirp.AbsentServices;
import io.sluice.signaling.twirp.AgentDispatchApi;
import io.sluice.signaling.twirp.ApiLimits;
import io.sluice.signaling.twirp.RoomServiceApi;
import io.sluice.signaling.twirp.TwirpHandler;
import io.sluice.signaling.twirp.TwirpService;
import io.sluice.tokenapi.http.ApiHandler;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenVerifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** LiveKit's server API over the rooms of a node. */
final class ServerApi {
    private ServerApi() {}

    static ApiHandler over(
            Rooms rooms,
            RoomOpening opening,
            AgentService agents,
            Revocations revocations,
            KeyRing keys,
            SluiceConfig config,
            BooleanSupplier full,
            Clock clock) {
        List<TwirpService> services = new ArrayList<>();
        ApiLimits limits = limits(config, full);
        services.add(RoomServiceApi.of(rooms, opening, limits, revocations, clock));
        services.add(AgentDispatchApi.of(agents, rooms, opening, config.room().autoCreate(), limits));
        services.addAll(AbsentServices.all());
        return new TwirpHandler(new TokenVerifier(keys), revocations, clock, services);
    }

    private static ApiLimits limits(SluiceConfig config, BooleanSupplier full) {
        LimitConfig limit = config.limit();
        return new ApiLimits(
                NodeRoutes.bound(limit.maxRoomNameLength()),
                NodeRoutes.bound(limit.maxMetadataSize()),
                NodeRoutes.bound(limit.maxAttributesSize()),
                NodeRoutes.bound(limit.maxParticipantNameLength()),
                config.room().enableRemoteUnmute(),
                full);
    }
}
