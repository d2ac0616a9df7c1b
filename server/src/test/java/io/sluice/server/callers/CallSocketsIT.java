package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.server.socketio.SocketIoClient;
import io.sluice.tokenapi.caller.SignedRequest;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those in a call hear of each other by their sockets at a running node; every test has a channel of its own. */
class CallSocketsIT {
    private static final int ROUNDS = 100;
    private static CallingNode node;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<SocketIoClient> clients = new ArrayList<>();
    private final String channel = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        node = new CallingNode("token_api: {url: \"wss://sfu.example\"}\n");
        // A second device of alice; its client signs with a secret of its own.
        node.manage(
                "users/alice/sessions/alice2-client",
                "{\"deviceId\":\"2\",\"secret\":\"" + CallingNode.secret("alice2") + "\"}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() {
        node.manage("channels/" + channel, "{\"name\":\"calls\",\"type\":\"webrtc\",\"owner\":\"alice\"}");
        node.manage("channels/" + channel + "/members/bob", "{\"roles\":[\"member\"]}");
    }

    @AfterEach
    void close() {
        clients.forEach(SocketIoClient::close);
        http.shutdownNow();
    }

    private SocketIoClient connect() {
        SocketIoClient client = new SocketIoClient(http, node.node().port(), "/", "");
        clients.add(client);
        return client;
    }

    /** @param client whose session signs, such as alice or alice2 */
    private SocketIoClient signedIn(String client) {
        SignedRequest signature = CallingNode.signature(client, SignedRequest.SOCKET_PATH, "", Instant.now());
        SocketIoClient socket = connect();
        socket.emit(
                "authenticate",
                JsonNodeFactory.instance
                        .objectNode()
                        .put(SignedRequest.CLIENT_ID, signature.clientId())
                        .put(SignedRequest.TIMESTAMP, Long.toString(signature.timestampMillis()))
                        .put(SignedRequest.NONCE, signature.nonce())
                        .put(SignedRequest.SIGNATURE, signature.signature()));
        assertThat(socket.event("authenticated", 1).path("authenticated").asBoolean())
                .isTrue();
        return socket;
    }

    private SocketIoClient inCall(String client) {
        SocketIoClient socket = signedIn(client);
        socket.emit("video:register-participant", call());
        socket.settled();
        return socket;
    }

    private ObjectNode call() {
        return JsonNodeFactory.instance.objectNode().put("channelId", channel);
    }

    private ObjectNode request(String target) {
        return call().put("targetUserId", target).put("signalMessage", "xyz \ud83d\ude00 \u0000 \"\\/");
    }

    private JsonNode checks(SocketIoClient client) {
        int before = client.events("video:participants-info").size();
        client.emit("video:check-participants", call());
        return client.event("video:participants-info", before + 1);
    }

    @Test
    void nobodyIsHeardOrHearsAnythingBeforeTheySignIn() {
        SocketIoClient stranger = connect();
        assertThat(checks(stranger)).isEqualTo(call().put("error", "Not authenticated"));
        SocketIoClient alice = inCall("alice");
        SocketIoClient bob = inCall("bob");
        stranger.emit("video:register-participant", call());
        stranger.emit("video:key-request", request("alice"));
        stranger.emit("video:e2ee-key", call().put("recipientUserId", "alice").put("encryptedKey", "x"));
        stranger.settled();
        bob.emit("video:key-request", request("alice"));
        alice.event("video:key-request", 1);
        alice.settled();
        assertThat(alice.events())
                .extracting(SocketIoClient.Event::name)
                .containsExactly("authenticated", "video:participant-joined", "video:key-request");
        assertThat(alice.events("video:key-request")
                        .getFirst()
                        .path("fromUserId")
                        .asText())
                .isEqualTo("bob");
        stranger.settled();
        assertThat(stranger.events()).extracting(SocketIoClient.Event::name).containsExactly("video:participants-info");
    }

    @Test
    void ofTwoThatComeAtOnceExactlyOneIsTheFirst() throws Exception {
        List<SocketIoClient> both = List.of(signedIn("alice"), signedIn("bob"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Boolean>> first = both.stream()
                        .map(socket -> threads.submit(() -> {
                            start.await();
                            socket.emit("video:register-participant", call());
                            return checks(socket).path("isFirstParticipant").asBoolean();
                        }))
                        .toList();
                assertThat(first.get(0).get())
                        .as("round " + round)
                        .isNotEqualTo(first.get(1).get());
                for (SocketIoClient socket : both) {
                    socket.emit("video:leave-channel", call());
                    socket.settled();
                }
            }
        }
    }

    @Test
    void aRequestReachesAllDevicesOfItsTargetAsItWasSentAndNobodyElse() {
        SocketIoClient one = inCall("alice");
        SocketIoClient two = signedIn("alice2");
        SocketIoClient bob = inCall("bob");
        bob.emit("video:key-request", request("alice"));
        JsonNode expected = call().put("fromUserId", "bob")
                .put("signalMessage", request("alice").path("signalMessage").asText());
        for (SocketIoClient device : List.of(one, two)) {
            assertThat(device.event("video:key-request", 1)).isEqualTo(expected);
        }
        bob.settled();
        assertThat(bob.events("video:key-request")).isEmpty();
        assertThat(bob.events("video:key-response")).isEmpty();
    }

    @Test
    void aRequestForSomebodyWhoIsNotThereComesBackAndThatOfAStrangerDoesNot() {
        SocketIoClient bob = inCall("bob");
        bob.emit("video:key-request", request("alice"));
        assertThat(bob.event("video:key-response", 1))
                .isEqualTo(call().put("fromUserId", "alice").put("error", "Participant not online"));

        SocketIoClient alice = inCall("alice");
        SocketIoClient dave = inCall("dave");
        dave.emit("video:key-request", request("alice"));
        dave.emit("video:key-request", request("bob"));
        dave.settled();
        bob.emit("video:key-request", request("alice"));
        assertThat(alice.event("video:key-request", 1).path("fromUserId").asText())
                .isEqualTo("bob");
        Stream.of(alice, bob).forEach(SocketIoClient::settled);
        assertThat(alice.events("video:key-request")).hasSize(1);
        assertThat(bob.events("video:key-request")).isEmpty();
        assertThat(dave.events()).extracting(SocketIoClient.Event::name).containsExactly("authenticated");
    }

    @Test
    void theOldSocketOfADeviceTakesNothingFromTheNewOne() {
        SocketIoClient alice = inCall("alice");
        SocketIoClient old = inCall("bob");
        alice.event("video:participant-joined", 1);
        SocketIoClient now = signedIn("bob");
        old.rejoins();
        old.close();
        alice.settled();
        assertThat(alice.events("video:participant-left")).isEmpty();

        alice.emit("video:e2ee-key", call().put("recipientUserId", "bob").put("encryptedKey", "c2VjcmV0"));
        assertThat(now.event("video:e2ee-key", 1))
                .isEqualTo(call().put("senderUserId", "alice").put("encryptedKey", "c2VjcmV0"));
        alice.emit("video:confirm-e2ee-key", call());
        now.event("video:participant-key-confirmed", 1);
        assertThat(checks(alice).path("participantCount").asInt()).isEqualTo(1);

        now.close();
        alice.event("video:participant-left", 1);
        alice.settled();
        assertThat(alice.events("video:participant-left")).hasSize(1);
    }
}
