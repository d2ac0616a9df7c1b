package io.sluice.server.node;

import io.sluice.config.CallersConfig;
import io.sluice.config.CallersConfig.Bearer;
import io.sluice.config.RtcConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TurnServer;
import io.sluice.server.http.ApiRoute;
import io.sluice.server.http.HttpRoutes;
import io.sluice.server.metrics.TokenApiMetrics;
import io.sluice.tokenapi.caller.ApiKeyScheme;
import io.sluice.tokenapi.caller.BearerKeys;
import io.sluice.tokenapi.caller.BearerRules;
import io.sluice.tokenapi.caller.BearerScheme;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.caller.CallerScheme;
import io.sluice.tokenapi.caller.ClientAddress;
import io.sluice.tokenapi.caller.CookieScheme;
import io.sluice.tokenapi.caller.OpenIdProvider;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.caller.RemoteKeys;
import io.sluice.tokenapi.caller.SharedSecretKeys;
import io.sluice.tokenapi.caller.SignedHeaderScheme;
import io.sluice.tokenapi.caller.SignedRequests;
import io.sluice.tokenapi.caller.SignedSessions;
import io.sluice.tokenapi.caller.WebFetch;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.endpoint.EndpointRouter;
import io.sluice.tokenapi.endpoint.EndpointSettings;
import io.sluice.tokenapi.endpoint.EndpointWorld;
import io.sluice.tokenapi.endpoint.IceServerList;
import io.sluice.tokenapi.endpoint.IceServerList.TurnRelay;
import io.sluice.tokenapi.endpoint.RoomTokens;
import io.sluice.tokenapi.endpoint.ServerUrl;
import io.sluice.tokenapi.endpoint.SfuEvents;
import io.sluice.tokenapi.endpoint.StoredSignedSessions;
import io.sluice.tokenapi.endpoint.StoredWebSessions;
import io.sluice.tokenapi.endpoint.TokenEndpoints;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import io.sluice.tokenapi.store.WebSessionTable;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways by which callers of the token API prove who they are, and the paths at which they call.
 *
 * @param signed judges signed requests, of sockets too; none holds where nobody may sign
 * @param cookies judges session cookies, of sockets too; null where cookies mean nothing
 * @param authenticator all ways together
 * @param web asks issuers for keys and homeservers for users
 */
record CallerRoutes(
        SignedRequests signed, @Nullable CookieScheme cookies, CallerAuthenticator authenticator, WebFetch web) {
    private static final Logger log = LoggerFactory.getLogger(CallerRoutes.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Users, and addresses, that are counted at the same time. */
    private static final int COUNTED = 100_000;

    private static final Duration LONGEST_TURN = Duration.ofDays(1);

    /** Beneath which there is nothing but endpoints. */
    private static final List<String> FOLDERS =
            List.of("/api/livekit/", "/api/meetings/", "/api/calls/", "/client/channels/");

    /**
     * Adds all endpoints that give out tokens.
     *
     * @param revocations learns of every token, so that it can be taken back before anybody was seen with it
     * @param keyExchange hears of guests at the door, of answers to calls, and of the webhooks of an SFU elsewhere, where there is to be one
     * @param metrics counts requests
     */
    void addEndpoints(
            HttpRoutes routes,
            SluiceConfig config,
            TokenApi tokenApi,
            KeyRing keys,
            Revocations revocations,
            KeyExchangeSockets keyExchange,
            Clock clock,
            SecureRandom random,
            Semaphore free,
            TokenApiMetrics metrics) {
        EndpointWorld world = new EndpointWorld(
                tokenApi.store(),
                tokenApi.access(),
                tokenApi.rooms(),
                new RoomTokens(
                        new TokenIssuer(keys),
                        (room, identity, token) -> revocations.seen(room, identity, AccessToken.idOf(token))),
                new ServerUrl(
                        config.tokenApi().url(), Set.copyOf(config.tokenApi().hosts()), config.development()),
                authenticator,
                new TokenVerifier(keys),
                web,
                config.callers().externalSfu() ? keyExchange.sfuEvents() : SfuEvents.NONE,
                keyExchange.guestEvents(),
                keyExchange.callEvents(),
                tokenApi.enforcement(),
                random,
                clock);
        EndpointRouter router =
                TokenEndpoints.of(settings(config.callers(), config.rtc()), world, new Watched(metrics));
        add(routes, router, config.callers(), free);
    }

    /** Sets up what the configuration asks for. */
    static CallerRoutes of(CallersConfig config, Store store) {
        WebFetch web = new WebFetch();
        List<CallerScheme> schemes = new ArrayList<>();
        SignedRequests signed = new SignedRequests(
                config.signedHeaders() ? new StoredSignedSessions(store.sessions()) : new NoSessions());
        if (config.signedHeaders()) {
            schemes.add(new SignedHeaderScheme(signed));
        }
        if (!config.apiKeys().isEmpty()) {
            schemes.add(new ApiKeyScheme(config.apiKeys()));
        }
        if (!config.bearer().algorithms().isEmpty()) {
            schemes.add(bearer(config.bearer(), web));
        }
        CookieScheme cookies = null;
        if (!config.cookie().secrets().isEmpty()) {
            WebSessionTable table =
                    new WebSessionTable(store.database(), config.cookie().table());
            cookies = new CookieScheme(
                    config.cookie().name(),
                    config.cookie().secrets(),
                    new StoredWebSessions(table),
                    Set.copyOf(config.origins()));
            schemes.add(cookies);
        }
        CallerAuthenticator authenticator = new CallerAuthenticator(
                schemes,
                new RateLimiter(config.userPerMinute(), WINDOW, COUNTED),
                new RateLimiter(config.anonymousPerMinute(), WINDOW, COUNTED),
                new ClientAddress(
                        address -> config.trustedProxies().stream().anyMatch(network -> network.contains(address))));
        return new CallerRoutes(signed, cookies, authenticator, web);
    }

    private static BearerScheme bearer(Bearer config, WebFetch web) {
        BearerRules rules = new BearerRules(
                Set.copyOf(config.algorithms()),
                config.issuer(),
                config.audience(),
                config.userClaim(),
                config.deviceClaim());
        BearerKeys keys = config.secret().isEmpty()
                ? new RemoteKeys(new OpenIdProvider(web, config.issuer(), config.keysUrl()))
                : new SharedSecretKeys(config.secret());
        return new BearerScheme(rules, keys);
    }

    /** Which endpoints there are. */
    private static EndpointSettings settings(CallersConfig config, RtcConfig rtc) {
        Map<String, URI> homeservers = new HashMap<>();
        config.homeservers().forEach((name, url) -> homeservers.put(name, URI.create(url)));
        return new EndpointSettings(
                config.peerwave(),
                config.tokenSourcePath(),
                config.defaultRoom(),
                homeservers,
                config.tokenLifetime(),
                iceServers(rtc),
                Set.copyOf(config.origins()));
    }

    /** Those that participants are told of, with credentials that all hold as long. */
    private static IceServerList iceServers(RtcConfig rtc) {
        List<TurnRelay> relays = new ArrayList<>();
        Duration lifetime = LONGEST_TURN;
        for (TurnServer server : rtc.turnServers()) {
            relays.add(new TurnRelay(IceServers.url(server), server.secret(), server.username(), server.credential()));
            if (!server.secret().isEmpty() && server.ttl().compareTo(lifetime) < 0) {
                lifetime = server.ttl();
            }
        }
        return new IceServerList(
                rtc.stunServers().stream().map(server -> "stun:" + server).toList(), relays, lifetime);
    }

    /** Lets an endpoint be found at its path. */
    private static void add(HttpRoutes routes, EndpointRouter router, CallersConfig config, Semaphore free) {
        ApiRoute route = new ApiRoute(router, free);
        router.endpoints().forEach(endpoint -> {
            String template = endpoint.template();
            FOLDERS.stream()
                    .filter(template::startsWith)
                    .findAny()
                    .ifPresentOrElse(folder -> routes.beneath(folder, route), () -> routes.at(template, route));
        });
        routes.trusting(Set.copyOf(config.origins()));
    }

    /** Counts requests, and tells the log of an endpoint that failed: nothing of the request, and no stack where only the database is to blame. */
    private record Watched(TokenApiMetrics metrics) implements EndpointRouter.Watcher {
        @Override
        public void failed(String template, RuntimeException failure) {
            if (failure instanceof StoreException) {
                log.warn("token_api_failed endpoint={} reason=\"{}\"", template, failure.getMessage());
            } else {
                log.error("token_api_failed endpoint={}", template, failure);
            }
        }

        @Override
        public void answered(String template, int status, long nanos) {
            metrics.answered(template, status, nanos);
        }
    }

    /** Where nobody may sign. */
    private static final class NoSessions implements SignedSessions {
        @Override
        public @Nullable Session find(String clientId) {
            return null;
        }

        @Override
        public void renew(String clientId, Instant expiresAt) {
            throw new IllegalStateException("there is no session to renew");
        }
    }
}
