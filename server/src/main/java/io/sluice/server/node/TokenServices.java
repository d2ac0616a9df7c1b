package io.sluice.server.node;

import io.sluice.config.SluiceConfig;
import io.sluice.server.http.HttpRoutes;
import io.sluice.server.metrics.TokenApiMetrics;
import io.sluice.sfu.shard.Rooms;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Semaphore;

/**
 * What applications have beside the media server: channels and their management, endpoints that give out tokens, and the key exchange.
 *
 * @param channels users, channels, meetings, and what is done about them
 * @param callers who asks for tokens
 * @param keyExchange the sockets by which clients give each other keys
 */
record TokenServices(TokenApi channels, CallerRoutes callers, KeyExchangeSockets keyExchange) implements AutoCloseable {

    /**
     * Opens the database.
     *
     * @throws IOException saying why that can not be done
     */
    static TokenServices open(
            SluiceConfig config, Rooms rooms, Revocations revocations, Clock clock, SecureRandom random)
            throws IOException {
        TokenApi channels = TokenApi.open(config, rooms, revocations, clock);
        try {
            CallerRoutes callers = CallerRoutes.of(config.callers(), channels.store());
            return new TokenServices(channels, callers, KeyExchangeSockets.open(channels, callers, clock, random));
        } catch (RuntimeException e) {
            channels.close();
            throw e;
        }
    }

    /** Adds their paths. @param metrics counts what is asked */
    void addTo(
            HttpRoutes routes,
            SluiceConfig config,
            KeyRing keys,
            Revocations revocations,
            Clock clock,
            SecureRandom random,
            Semaphore calls,
            TokenApiMetrics metrics) {
        if (config.tokenApi().management()) {
            channels.addManagement(routes, config.tokenApi(), keys, new TokenIssuer(keys), clock, calls);
        }
        callers.addEndpoints(routes, config, channels, keys, revocations, keyExchange, clock, random, calls, metrics);
        keyExchange.tell(metrics);
        routes.beneath("/socket.io/", keyExchange.route());
    }

    @Override
    public void close() {
        keyExchange.close();
        channels.close();
    }
}
