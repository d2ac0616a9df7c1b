package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A management API over a database of its own. */
final class Managed implements AutoCloseable {
    static final KeyRing KEYS = KeyRing.of(Map.of("key", "0123456789abcdef0123456789abcdef"));

    final Database database = Database.open(DatabaseSettings.inMemory());
    final Store store = new Store(database);
    final RoomsInMemory rooms = new RoomsInMemory();
    final List<StoreException> failures = new ArrayList<>();
    /** What is to be looked at again. */
    final List<Runnable> secondLooks = new ArrayList<>();

    final ManagementApi api;

    Managed() {
        this(0);
    }

    Managed(int requestsPerMinute) {
        Access access = new Access(store, Mode.STRICT);
        Enforcement enforcement = new Enforcement(store, access, rooms, rooms, secondLooks::add, Clock.systemUTC());
        this.api = new ManagementApi(
                store,
                enforcement,
                new TokenIssuer(KEYS),
                new Administrators(new TokenVerifier(KEYS)),
                requestsPerMinute,
                call -> "wss://sfu.example",
                failures::add,
                Clock.systemUTC());
    }

    ApiAnswer call(String method, String path, String body) {
        return call(method, path, body, administrator());
    }

    ApiAnswer call(String method, String path, String body, String bearer) {
        Map<String, List<String>> headers =
                bearer.isEmpty() ? Map.of() : Map.of("authorization", List.of("Bearer " + bearer));
        return api.answer(
                new ApiCall(method, path, Map.of(), headers, body.getBytes(StandardCharsets.UTF_8), "192.0.2.1"));
    }

    static String administrator() {
        return token(VideoGrant.builder().roomCreate(true).roomAdmin(true).build());
    }

    static String token(VideoGrant grant) {
        return new TokenIssuer(KEYS)
                .issue(
                        "",
                        Grants.builder().video(grant).build(),
                        Duration.ofMinutes(1),
                        Clock.systemUTC().instant());
    }

    static JsonNode json(ApiAnswer answer) {
        return json(new String(answer.body(), StandardCharsets.UTF_8));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
