package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.caller.ApiKeyScheme;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.caller.ClientAddress;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.caller.SignedHeaderScheme;
import io.sluice.tokenapi.caller.SignedRequest;
import io.sluice.tokenapi.caller.SignedRequests;
import io.sluice.tokenapi.caller.SignedSessions;
import io.sluice.tokenapi.caller.WebFetch;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.endpoint.IceServerList.TurnRelay;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.live.TokenRevocation;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints over a database in memory, with alice, who owns a channel and a meeting, bob, who is a member and invited, carol, a member
 * who must not join calls, and dave, a stranger. Each has a client of their name that signs.
 */
final class World implements AutoCloseable {
    static final String CHANNEL = "c0ffee00-0000-4000-8000-00000000c001";
    static final String TEXT_CHANNEL = "c0ffee00-0000-4000-8000-00000000c002";
    static final String MEETING = "mtg_0123456789ab";
    static final String URL = "wss://sfu.example/livekit";
    static final KeyRing KEYS = KeyRing.of(Map.of("devkey", "a-secret-of-at-least-thirty-two-bytes"));
    static final Duration LIFETIME = Duration.ofMinutes(10);

    final Database database = Database.open(DatabaseSettings.inMemory());
    final Store store = new Store(database);
    final List<String> failures = new ArrayList<>();
    final List<String> removed = new ArrayList<>();
    final List<String> issued = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final Map<String, List<LiveParticipant>> participants = new HashMap<>();
    final EndpointRouter router;
    private final WebFetch web = new WebFetch();
    private boolean broken;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    World(Mode mode, Map<String, URI> homeservers) {
        fill();
        TokenVerifier verifier = new TokenVerifier(KEYS);
        CallerAuthenticator callers = new CallerAuthenticator(
                List.of(
                        new SignedHeaderScheme(new SignedRequests(new Sessions())),
                        new ApiKeyScheme(Map.of("eve", "a-key-of-thirty-two-characters-00000"))),
                new RateLimiter(300, Duration.ofMinutes(1), 1000),
                new RateLimiter(30, Duration.ofMinutes(1), 1000),
                new ClientAddress(any -> false));
        Access access = new Access(store, mode);
        LiveRooms rooms = new Rooms();
        EndpointWorld world = new EndpointWorld(
                store,
                access,
                rooms,
                new RoomTokens(new TokenIssuer(KEYS), (room, identity, token) -> issued.add(room + ' ' + identity)),
                new ServerUrl(URL, Set.of(), false),
                callers,
                verifier,
                web,
                (name, event) -> events.add(name),
                GuestEvents.NONE,
                (meeting, user, accepted) -> answers.add(meeting + ' ' + user + ' ' + accepted),
                new Enforcement(store, access, rooms, new NoTokens(), task -> {}, new TestClock()),
                new SecureRandom(),
                new TestClock());
        EndpointSettings settings = new EndpointSettings(
                true,
                "/api/livekit/connection-details",
                "",
                homeservers,
                LIFETIME,
                new IceServerList(
                        List.of("stun:stun.example:3478"),
                        List.of(new TurnRelay("turns:turn.example:5349?transport=tcp", "north", "", "")),
                        Duration.ofHours(12)),
                Set.of("https://app.example"));
        router = TokenEndpoints.of(settings, world, (template, failure) -> failures.add(template + ' ' + failure));
    }

    static World strict() {
        return new World(Mode.STRICT, Map.of());
    }

    private void fill() {
        for (String user : List.of("alice", "bob", "carol", "dave")) {
            store.users().put(new User(user, user.toUpperCase(Locale.ROOT), user + "@example.com"));
            store.sessions()
                    .put(new Session(user, user + "-client", user.equals("dave") ? null : "1", secret(user), null));
        }
        store.roles()
                .put(new Role(
                        "member",
                        "Channel Member",
                        RoleScope.CHANNEL_WEBRTC,
                        Set.of("stream.view", "stream.send", "chat.send", "member.view")));
        store.channels().put(new Channel(CHANNEL, "general", ChannelType.WEBRTC, "alice", null, null));
        store.channels().put(new Channel(TEXT_CHANNEL, "notes", ChannelType.SIGNAL, "alice", null, null));
        member("bob", "member", null);
        member("carol", "member", false);
        store.members().put(new ChannelMember(TEXT_CHANNEL, "bob", Set.of(), null));
        store.meetings().put(new Meeting(MEETING, "Standup", "alice", Set.of("bob"), Set.of(), null, null, true));
    }

    void member(String user, String role, @Nullable Boolean override) {
        store.members().put(new ChannelMember(CHANNEL, user, Set.of(role), override));
    }

    static String secret(String user) {
        return (user + "0123456789abcdef0123456789abcdef").substring(0, 32);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** A signed request of a user. */
    ApiAnswer ask(String user, String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignedRequest request = new SignedRequest(
                user + "-client", now.toEpochMilli(), UUID.randomUUID().toString(), "", path, bytes);
        return ask(
                method,
                path,
                bytes,
                "X-Client-ID",
                request.clientId(),
                "X-Timestamp",
                Long.toString(request.timestampMillis()),
                "X-Nonce",
                request.nonce(),
                "X-Signature",
                request.sign(secret(user)));
    }

    /** A question of somebody without credentials, with one parameter. */
    ApiAnswer get(String path, String parameter, String value) {
        try {
            return router.answer(
                    new ApiCall("GET", path, Map.of(parameter, List.of(value)), Map.of(), new byte[0], "192.0.2.1"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Somebody's request. */
    ApiAnswer ask(String method, String path, byte[] body, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(Locale.ROOT), List.of(headers[i + 1]));
        }
        try {
            return router.answer(new ApiCall(method, path, Map.of(), map, body, "192.0.2.1"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ApiAnswer ask(String method, String path, String body) {
        return ask(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(ApiAnswer answer) {
        try {
            return JsonBody.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The claims as they are. */
    static JsonNode claims(String token) {
        try {
            return JsonBody.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A token that this server's keys have signed. */
    AccessToken verified(String token) {
        if (new TokenVerifier(KEYS).verify(token, now) instanceof TokenVerdict.Verified(AccessToken verified)) {
            return verified;
        }
        throw new AssertionError("the token does not hold: " + token);
    }

    /** From now on every question to the store fails. */
    void breakStore() {
        database.close();
        broken = true;
    }

    @Override
    public void close() {
        web.close();
        if (!broken) {
            database.close();
        }
    }

    private final class Sessions implements SignedSessions {
        @Override
        public @Nullable Session find(String clientId) {
            return store.sessions().find(clientId);
        }

        @Override
        public void renew(String clientId, Instant expiresAt) {
            store.sessions().renew(clientId, expiresAt);
        }
    }

    private final class Rooms implements LiveRooms {
        @Override
        public List<LiveParticipant> participants(String room) {
            return participants.getOrDefault(room, List.of());
        }

        @Override
        public void remove(String room, String identity) {
            removed.add(room + ' ' + identity);
        }

        @Override
        public void permit(String room, String identity, Rights rights) {
            throw new AssertionError("no endpoint does this");
        }

        @Override
        public void close(String room) {
            closed.add(room);
        }
    }

    /** What was given out here is not seen again. */
    private static final class NoTokens implements TokenRevocation {
        @Override
        public void revokeOfUser(String room, String userId) {}

        @Override
        public void revokeOfRoom(String room) {}
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
