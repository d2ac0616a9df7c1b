package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoopGroup;
import io.sluice.server.Await;
import io.sluice.server.http.HttpServer;
import io.sluice.server.http.TestRoutes;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.Loops;
import io.sluice.server.socketio.SocketIoClient;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.caller.SignedRequest;
import io.sluice.tokenapi.caller.SignedRequests;
import io.sluice.tokenapi.caller.SignedSessions;
import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.GuestLink;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.keyexchange.CallerSockets;
import io.sluice.tokenapi.keyexchange.KeyExchange;
import io.sluice.tokenapi.keyexchange.LeaveReason;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users of a database, with signed requests, on real sockets. */
class KeyExchangeIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String C1 = "c0ffee00-0000-4000-8000-00000000c001";
    private static final String M1 = "mtg_0123456789ab";
    private static final String GUEST = "0123456789abcdef0123456789abcdef";
    private static final int CROWD = 40;

    private final Loops media = new Loops(1);
    private final EventLoopGroup group = EventLoops.group("signal", 2);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database = Database.open(DatabaseSettings.inMemory());
    private final Store store = new Store(database);
    private final Clock clock = Clock.systemUTC();
    private final List<SocketIoClient> clients = new ArrayList<>();
    private KeyExchange exchange;
    private KeyExchangeSockets sockets;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        store.roles().put(new Role("member", "Member", RoleScope.CHANNEL_WEBRTC, Set.of("stream.view", "stream.send")));
        for (String user : List.of("alice", "bob", "carol", "dave")) {
            store.users().put(new User(user, "The " + user, null));
            signIn(user, "1");
        }
        signIn("bob", "2");
        store.channels().put(new Channel(C1, "general", ChannelType.WEBRTC, "alice", null, null));
        store.members().put(new ChannelMember(C1, "bob", Set.of("member"), null));
        store.members().put(new ChannelMember(C1, "carol", Set.of("member"), false));
        store.meetings().put(new Meeting(M1, "Plans", "alice", Set.of("bob"), Set.of(), null, null, true));
        SignedRequests signed = new SignedRequests(new SignedSessions() {
            @Override
            public @Nullable Session find(String clientId) {
                return store.sessions().find(clientId);
            }

            @Override
            public void renew(String clientId, Instant expiresAt) {
                store.sessions().renew(clientId, expiresAt);
            }
        });
        CallerSockets callers = new CallerSockets(signed, null, new RateLimiter(0, Duration.ofMinutes(1), 100), clock);
        exchange = new KeyExchange(callers, store, new Access(store, Mode.STRICT), clock);
        sockets = new KeyExchangeSockets(exchange, new SecureRandom());
        server = HttpServer.start(
                group, List.of("127.0.0.1"), 0, TestRoutes.over(media).beneath("/socket.io/", sockets.route()));
    }

    private void signIn(String user, String device) {
        store.sessions().put(new Session(user, user + "-" + device, device, "secret of " + user, null));
    }

    @AfterEach
    void stop() {
        clients.forEach(SocketIoClient::close);
        http.shutdownNow();
        sockets.close();
        server.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        database.close();
        media.close();
    }

    private SocketIoClient connect(String namespace, String auth) {
        SocketIoClient client = new SocketIoClient(http, server.port(), namespace, auth);
        clients.add(client);
        return client;
    }

    private ObjectNode credentials(String user, String device, String secret) {
        SignedRequest request = new SignedRequest(
                user + "-" + device,
                clock.millis(),
                UUID.randomUUID().toString(),
                "",
                SignedRequest.SOCKET_PATH,
                new byte[0]);
        return JSON.createObjectNode()
                .put(SignedRequest.CLIENT_ID, request.clientId())
                .put(SignedRequest.TIMESTAMP, Long.toString(request.timestampMillis()))
                .put(SignedRequest.NONCE, request.nonce())
                .put(SignedRequest.SIGNATURE, request.sign(secret));
    }

    private SocketIoClient signedIn(String user, String device) {
        SocketIoClient client = connect("/", "");
        client.emit("authenticate", credentials(user, device, "secret of " + user));
        assertThat(client.event("authenticated", 1).path("authenticated").asBoolean())
                .isTrue();
        return client;
    }

    private SocketIoClient inCall(String user, String device) {
        SocketIoClient client = signedIn(user, device);
        client.emit("video:register-participant", channel());
        client.settled();
        return client;
    }

    private static ObjectNode channel() {
        return JSON.createObjectNode().put("channelId", C1);
    }

    private static JsonNode check(SocketIoClient client) {
        int before = client.events("video:participants-info").size();
        client.emit("video:check-participants", channel());
        return client.event("video:participants-info", before + 1);
    }

    @Test
    void signedRequestsHoldOnce() {
        SocketIoClient client = connect("/", "");
        assertThat(check(client)).isEqualTo(channel().put("error", "Not authenticated"));
        JsonNode credentials = credentials("bob", "2", "secret of bob");
        client.emit("authenticate", credentials);
        assertThat(client.event("authenticated", 1))
                .isEqualTo(JSON.createObjectNode()
                        .put("authenticated", true)
                        .put("uuid", "bob")
                        .put("deviceId", "2")
                        .put("clientId", "bob-2"));
        SocketIoClient thief = connect("/", "");
        thief.emit("authenticate", credentials);
        thief.emit("authenticate", credentials("bob", "2", "a guess"));
        thief.emit("authenticate", credentials("nobody", "1", "a guess"));
        thief.emit("authenticate", JSON.nullNode());
        thief.event("authenticated", 4);
        assertThat(thief.events("authenticated"))
                .extracting(answer -> answer.path("error").asText())
                .containsExactly("duplicate_nonce", "invalid_signature", "no_session", "unauthorized");
    }

    @Test
    void aCallFromTheFirstToTheLast() {
        SocketIoClient alice = signedIn("alice", "1");
        assertThat(check(alice).path("isFirstParticipant").asBoolean()).isTrue();
        alice.emit("video:register-participant", channel());
        SocketIoClient bob = signedIn("bob", "1");
        JsonNode seen = check(bob);
        assertThat(seen.path("participantCount").asInt()).isEqualTo(1);
        assertThat(seen.path("isFirstParticipant").asBoolean()).isFalse();
        assertThat(seen.at("/participants/0/userId").asText()).isEqualTo("alice");
        bob.emit("video:register-participant", channel());
        assertThat(alice.event("video:participant-joined", 1).path("userId").asText())
                .isEqualTo("bob");
        alice.emit("video:confirm-e2ee-key", channel());
        bob.event("video:participant-key-confirmed", 1);
        SocketIoClient second = signedIn("bob", "2");
        alice.emit("video:e2ee-key", channel().put("recipientUserId", "bob").put("encryptedKey", "c2VjcmV0"));
        JsonNode key = channel().put("senderUserId", "alice").put("encryptedKey", "c2VjcmV0");
        assertThat(bob.event("video:e2ee-key", 1)).isEqualTo(key);
        assertThat(second.event("video:e2ee-key", 1)).isEqualTo(key);
        bob.close();
        assertThat(alice.event("video:participant-left", 1).path("userId").asText())
                .isEqualTo("bob");
        assertThat(alice.event("video:rekey-required", 1))
                .isEqualTo(channel().put("userId", "bob").put("reason", "disconnected"));
    }

    @Test
    void strangersAndThoseWithoutTheRightGetNothing() {
        SocketIoClient alice = inCall("alice", "1");
        SocketIoClient dave = inCall("dave", "1");
        SocketIoClient carol = inCall("carol", "1");
        assertThat(check(dave)).isEqualTo(channel().put("error", "Not a member of this channel"));
        assertThat(check(carol)).isEqualTo(channel().put("error", "No WebRTC permission"));
        for (SocketIoClient stranger : List.of(dave, carol)) {
            stranger.emit(
                    "video:key-request", channel().put("targetUserId", "alice").put("signalMessage", "xyz"));
            stranger.emit(
                    "video:e2ee-key", channel().put("recipientUserId", "alice").put("encryptedKey", "xyz"));
            stranger.settled();
        }
        alice.settled();
        assertThat(alice.events()).hasSize(1);
    }

    @Test
    void aMembershipCountsUntilItEndsAndNoLonger() {
        SocketIoClient alice = inCall("alice", "1");
        SocketIoClient bob = inCall("bob", "1");
        store.members().delete(C1, "bob");
        bob.emit("video:key-request", channel().put("targetUserId", "alice").put("signalMessage", "xyz"));
        alice.event("video:rekey-required", 1);
        assertThat(alice.events("video:key-request")).isEmpty();
        alice.emit("video:e2ee-key", channel().put("recipientUserId", "bob").put("encryptedKey", "xyz"));
        alice.event("error", 1);
        bob.settled();
        assertThat(bob.events("video:e2ee-key")).isEmpty();
    }

    @Test
    void theRoomSaysWhoIsThereToo() {
        SocketIoClient alice = inCall("alice", "1");
        exchange.mediaJoined("channel-" + C1, "bob", "PA_1");
        assertThat(alice.event("video:participant-joined", 1).path("userId").asText())
                .isEqualTo("bob");
        exchange.mediaLeft("channel-" + C1, "bob", "PA_1", LeaveReason.REPLACED);
        exchange.mediaJoined("channel-" + C1, "bob", "PA_2");
        exchange.mediaLeft("channel-" + C1, "bob", "PA_2", LeaveReason.LEFT);
        assertThat(alice.event("video:rekey-required", 1))
                .isEqualTo(channel().put("userId", "bob").put("reason", "left"));
        alice.settled();
        assertThat(alice.events("video:participant-joined")).hasSize(1);
        assertThat(alice.events("video:participant-left")).hasSize(1);
    }

    @Test
    void aCrowdComesTalksAndGoes() {
        for (int i = 0; i < CROWD; i++) {
            store.users().put(new User("u" + i, "u" + i, null));
            signIn("u" + i, "1");
            store.members().put(new ChannelMember(C1, "u" + i, Set.of("member"), null));
        }
        SocketIoClient alice = inCall("alice", "1");
        List<SocketIoClient> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(inCall("u" + i, "1"));
        }
        alice.event("video:participant-joined", CROWD);
        for (int i = 0; i < CROWD; i++) {
            alice.emit(
                    "video:e2ee-key", channel().put("recipientUserId", "u" + i).put("encryptedKey", "for u" + i));
        }
        for (int i = 0; i < CROWD; i++) {
            assertThat(crowd.get(i)
                            .event("video:e2ee-key", 1)
                            .path("encryptedKey")
                            .asText())
                    .isEqualTo("for u" + i);
            assertThat(crowd.get(i).events("video:e2ee-key")).hasSize(1);
        }
        crowd.forEach(SocketIoClient::close);
        alice.event("video:participant-left", CROWD);
        assertThat(check(alice).path("participantCount").asInt()).isZero();
        Await.until("everybody is gone", exchange::participants, count -> count == 1);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8")));
    }

    private Guest guest(Admission admission, Instant expiresAt) throws Exception {
        store.guests().addLink(new GuestLink("link", M1, null, "alice", null, 0, null, true));
        Guest guest =
                new Guest(GUEST, M1, "link", "Gus", sha256("own secret"), "{}", admission, null, null, null, expiresAt);
        assertThat(store.guests().register(guest, clock.instant())).isTrue();
        return guest;
    }

    private static String visit(String session, String token, String meeting) {
        return JSON.createObjectNode()
                .put("session_id", session)
                .put("token", token)
                .put("meeting_id", meeting)
                .toString();
    }

    @Test
    void whoIsNoGuestIsSentAway() throws Exception {
        guest(Admission.REGISTERED, clock.instant().plusSeconds(3600));
        for (List<String> wrong : List.of(
                List.of("", "Missing session_id, token, or meeting_id"),
                List.of(visit("nobody", "own secret", M1), "Invalid session"),
                List.of(visit(GUEST, "a guess", M1), "Invalid or expired token"),
                List.of(visit(GUEST, "link", M1), "Invalid or expired token"),
                List.of(visit(GUEST, "own secret", "mtg_ffffffffffff"), "Session mismatch"))) {
            SocketIoClient client = connect("/external", wrong.getFirst());
            assertThat(client.event("error", 1).path("message").asText()).isEqualTo(wrong.getLast());
            client.packet("41/external");
        }
    }

    @Test
    void aGuestHearsOfTheAdmissionAndThenTalksToThoseInside() throws Exception {
        Guest waiting = guest(Admission.REGISTERED, clock.instant().plusSeconds(3600));
        SocketIoClient alice = signedIn("alice", "1");
        SocketIoClient bob = signedIn("bob", "1");
        SocketIoClient dave = signedIn("dave", "1");
        for (SocketIoClient each : List.of(alice, bob, dave)) {
            each.emit("meeting:join-room", JSON.createObjectNode().put("meeting_id", M1));
            each.settled();
        }
        SocketIoClient gus = connect("/external", visit(GUEST, "own secret", M1));
        assertThat(gus.event("authenticated", 1).path("display_name").asText()).isEqualTo("Gus");
        ObjectNode request =
                JSON.createObjectNode().put("participant_user_id", "bob").put("ciphertext", "opaque");
        gus.emit("guest:meeting_e2ee_key_request", request);
        assertThat(store.guests().request(GUEST, clock.instant(), clock.instant()))
                .isTrue();
        exchange.guests().requested(waiting);
        alice.event("meeting:guest_admission_request", 1);
        assertThat(store.guests().decide(GUEST, Admission.ADMITTED, "alice", clock.instant()))
                .isTrue();
        exchange.guests().decided(waiting, true);
        gus.event("meeting:admission_granted", 1);
        gus.emit("guest:meeting_e2ee_key_request", request.put("request_id", "2"));
        JsonNode asked = bob.event("guest:meeting_e2ee_key_request", 1);
        assertThat(asked.path("request_id").asText()).isEqualTo("2");
        assertThat(asked.path("guest_display_name").asText()).isEqualTo("Gus");
        ObjectNode answer =
                JSON.createObjectNode().put("guest_session_id", GUEST).put("ciphertext", "key");
        dave.emit("participant:meeting_e2ee_key_response", answer);
        dave.settled();
        bob.emit("participant:meeting_e2ee_key_response", answer);
        assertThat(gus.event("participant:meeting_e2ee_key_response", 1)
                        .path("participant_user_id")
                        .asText())
                .isEqualTo("bob");
        assertThat(bob.events("meeting:guest_admission_request")).isEmpty();
        assertThat(alice.events("guest:meeting_e2ee_key_request")).isEmpty();
        dave.settled();
        assertThat(dave.events()).hasSize(1);
    }

    @Test
    void aGuestMaySendAHundredMessagesAMinute() throws Exception {
        guest(Admission.ADMITTED, clock.instant().plusSeconds(3600));
        SocketIoClient bob = signedIn("bob", "1");
        SocketIoClient gus = connect("/external", visit(GUEST, "own secret", M1));
        gus.event("authenticated", 1);
        for (int i = 1; i <= 101; i++) {
            gus.emit(
                    "guest:signal_message",
                    JSON.createObjectNode().put("target_user_id", "bob").put("message", i));
        }
        gus.settled();
        assertThat(bob.event("guest:signal_message", 100).path("message").asInt())
                .isEqualTo(100);
        bob.settled();
        assertThat(bob.events("guest:signal_message")).hasSize(100);
    }

    @Test
    void aCallRingsWhereItMay() {
        SocketIoClient alice = signedIn("alice", "1");
        SocketIoClient bob = signedIn("bob", "1");
        SocketIoClient dave = signedIn("dave", "1");
        ObjectNode ring = JSON.createObjectNode().put("meeting_id", M1).put("callType", "video");
        ring.putArray("recipient_ids").add("bob").add("dave").add("carol");
        alice.emit("call:notify", ring);
        JsonNode item = bob.event("receiveItem", 1);
        assertThat(item.path("type").asText()).isEqualTo("call_notification");
        assertThat(item.at("/payload/callerName").asText()).isEqualTo("The alice");
        assertThat(alice.event("call:ringing", 1).path("user_id").asText()).isEqualTo("bob");
        bob.emit("call:decline", JSON.createObjectNode().put("meeting_id", M1).put("reason", "busy"));
        assertThat(alice.event("call:declined", 1))
                .isEqualTo(JSON.createObjectNode()
                        .put("meeting_id", M1)
                        .put("user_id", "bob")
                        .put("reason", "busy"));
        dave.settled();
        alice.settled();
        assertThat(dave.events()).hasSize(1);
        assertThat(alice.events("call:ringing")).hasSize(1);
    }
}
