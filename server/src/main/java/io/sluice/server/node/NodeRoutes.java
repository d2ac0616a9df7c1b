package io.sluice.server.node;

import io.sluice.config.CodecSpec;
import io.sluice.config.LimitConfig;
import io.sluice.config.RoomConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.server.http.AgentRoute;
import io.sluice.server.http.ApiRoute;
import io.sluice.server.http.HttpRoutes;
import io.sluice.server.http.MeetingTokens;
import io.sluice.server.http.SignalRoute;
import io.sluice.server.http.StaticPage;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.subscribe.PlayoutDelay;
import io.sluice.signaling.agent.AgentGate;
import io.sluice.signaling.agent.AgentService;
import io.sluice.signaling.livekit.ConnectGate;
import io.sluice.signaling.livekit.ConnectPolicy;
import io.sluice.signaling.livekit.NodeInfo;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.livekit.SessionLimits;
import io.sluice.signaling.livekit.SignalService;
import io.sluice.signaling.twirp.TwirpHandler;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Which path of a node leads to which of its parts.
 *
 * @param tokens null where the token API is switched off
 */
record NodeRoutes(
        SluiceConfig config,
        KeyRing keys,
        NodeInfo info,
        Rooms rooms,
        Telemetry telemetry,
        AgentService agents,
        Revocations revocations,
        @Nullable TokenServices tokens,
        Clock clock,
        SecureRandom random) {

    /** @throws IOException naming a room preset that can not be read */
    HttpRoutes build() throws IOException {
        Semaphore calls = new Semaphore(ApiRoute.AT_ONCE);
        RoomOpening opening = new RoomOpening(
                rooms,
                policy(config.room(), config.limit(), config.tokenApi().e2ee()),
                RoomOpening.presets(config.room().configurations()),
                agents::expect,
                telemetry::expect);
        HttpRoutes routes = new HttpRoutes(signal(opening))
                .behindPathOf(config.tokenApi().url())
                .at("/agent", agentRoute())
                .beneath(
                        TwirpHandler.PREFIX,
                        new ApiRoute(
                                telemetry.counting(ServerApi.over(
                                        rooms, opening, agents, revocations, keys, config, telemetry.load(), clock)),
                                calls));
        if (tokens != null) {
            tokens.addTo(routes, config, keys, revocations, clock, random, calls, telemetry.tokenApi());
        }
        if (config.development()) {
            addPage(routes, calls);
        }
        return routes;
    }

    private SignalRoute signal(RoomOpening opening) {
        LimitConfig limit = config.limit();
        ConnectGate gate = new ConnectGate(
                new TokenVerifier(keys),
                new ConnectPolicy(
                        config.room().autoCreate(),
                        bound(limit.maxParticipantIdentityLength()),
                        bound(limit.maxRoomNameLength()),
                        config.rtc().useIceLite()),
                name -> rooms.find(name) != null,
                revocations,
                clock);
        SignalService service = new SignalService(
                rooms,
                opening,
                info,
                new TokenIssuer(keys),
                revocations,
                clock,
                random,
                new SessionLimits(bound(config.room().updateBatchTargetSize()), telemetry.load()),
                telemetry.signals());
        return new SignalRoute(gate, service, bound(limit.signalMessageSizeLimit()), telemetry.signals());
    }

    private AgentRoute agentRoute() {
        return new AgentRoute(
                new AgentGate(new TokenVerifier(keys), clock),
                agents,
                bound(config.limit().agentSignalMessageSizeLimit()));
    }

    private void addPage(HttpRoutes routes, Semaphore calls) {
        routes.beneath("/meet/", new StaticPage("/meet/"))
                .at("/meet/token", new MeetingTokens(new TokenIssuer(keys), clock));
        if (tokens != null) {
            routes.at(
                    "/meet/accounts",
                    new ApiRoute(new DemoAccounts(tokens.channels().store()), calls));
        }
    }

    private static RoomPolicy policy(RoomConfig room, LimitConfig limit, String encryption) {
        List<String> codecs = room.enabledCodecs().stream().map(CodecSpec::mime).toList();
        return new RoomPolicy(
                room.maxParticipants(),
                (int) room.emptyTimeout().toSeconds(),
                (int) room.departureTimeout().toSeconds(),
                codecs.isEmpty() ? RoomPolicy.ALL_CODECS : codecs,
                bound(limit.maxMetadataSize()),
                bound(limit.maxAttributesSize()),
                bound(limit.maxParticipantNameLength()),
                limit.subscriptionLimitVideo(),
                limit.subscriptionLimitAudio(),
                playoutDelay(room.playoutDelay()),
                room.syncStreams(),
                EncryptionPolicy.valueOf(encryption.toUpperCase(Locale.ROOT)));
    }

    private static PlayoutDelay playoutDelay(io.sluice.config.PlayoutDelay configured) {
        return configured.enabled()
                ? new PlayoutDelay(configured.minMillis(), configured.maxMillis())
                : PlayoutDelay.NONE;
    }

    /** In the configuration 0 takes a bound away. */
    static int bound(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
