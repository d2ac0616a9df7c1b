package io.sluice.server.node;

import io.sluice.config.DatabaseConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TokenApiConfig;
import io.sluice.server.http.ApiRoute;
import io.sluice.server.http.HttpRoutes;
import io.sluice.sfu.shard.Rooms;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.manage.Administrators;
import io.sluice.tokenapi.manage.ManagementApi;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Channels, members and meetings of a node: what is kept of them, and what may be done about them over HTTP. */
final class TokenApi implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TokenApi.class);

    private final Database database;
    private final Store store;
    private final Access access;
    private final LiveRooms rooms;
    private final Enforcement enforcement;

    private TokenApi(Database database, Access access, Store store, LiveRooms rooms, Enforcement enforcement) {
        this.database = database;
        this.store = store;
        this.access = access;
        this.rooms = rooms;
        this.enforcement = enforcement;
    }

    /**
     * Opens the database.
     *
     * @throws IOException when that can not be done
     */
    static TokenApi open(SluiceConfig config, Rooms rooms, Revocations revocations, Clock clock) throws IOException {
        DatabaseSettings settings = settings(config);
        Database database;
        try {
            database = Database.open(settings);
        } catch (StoreException e) {
            throw new IOException("token_api.database: " + e.getMessage(), e);
        }
        log.info("token_api_ready database={} compat={}", settings.kind(), mode(config.tokenApi()));
        if (settings.kind().equals("h2-memory") && !config.development()) {
            log.warn("token_api_forgets advice=set_sluice.data_dir_or_token_api.database.url");
        }
        Store store = new Store(database);
        if (config.development()) {
            DemoData.put(store);
        }
        Access access = new Access(store, mode(config.tokenApi()));
        LiveRooms live = new NodeRooms(rooms, revocations, clock);
        PlaceRevocation tokens = new PlaceRevocation(revocations, store.revocations(), clock);
        tokens.recall();
        return new TokenApi(
                database, access, store, live, new Enforcement(store, access, live, tokens, inASecond(), clock));
    }

    /** Adds what applications manage it by. */
    void addManagement(
            HttpRoutes routes, TokenApiConfig config, KeyRing keys, TokenIssuer issuer, Clock clock, Semaphore calls) {
        ManagementApi api = new ManagementApi(
                store,
                enforcement,
                issuer,
                new Administrators(new TokenVerifier(keys)),
                config.managementRequestsPerMinute(),
                call -> url(config, call),
                failure -> log.error("token_api_database_failed", failure),
                clock);
        routes.beneath("/api/manage/", new ApiRoute(api, calls));
    }

    Store store() {
        return store;
    }

    Access access() {
        return access;
    }

    LiveRooms rooms() {
        return rooms;
    }

    Enforcement enforcement() {
        return enforcement;
    }

    /** An administrator may be believed about the name this server goes by. */
    private static String url(TokenApiConfig config, ApiCall call) {
        if (!config.url().isEmpty()) {
            return config.url();
        }
        String host = call.header("host");
        return ("https".equals(call.header("x-forwarded-proto")) ? "wss://" : "ws://")
                + (host == null ? "localhost" : host);
    }

    private static DatabaseSettings settings(SluiceConfig config) {
        DatabaseConfig database = config.tokenApi().database();
        if (!database.url().isEmpty()) {
            return DatabaseSettings.at(database.url(), database.user(), database.password());
        }
        return config.dataDirectory().isEmpty()
                ? DatabaseSettings.inMemory()
                : DatabaseSettings.inDirectory(Path.of(config.dataDirectory()));
    }

    private static Mode mode(TokenApiConfig config) {
        return config.peerwave() ? Mode.PEERWAVE : Mode.STRICT;
    }

    /** What comes due after the end finds no database any more. */
    private static Executor inASecond() {
        Executor later = CompletableFuture.delayedExecutor(
                1,
                TimeUnit.SECONDS,
                task -> Thread.ofVirtual().name("second-look").start(task));
        return look -> later.execute(() -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                log.warn("second_look_failed reason={}", e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
