package io.sluice.server.callers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.RunningNode;
import io.sluice.tokenapi.caller.SignedRequest;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A running node, told by its management API of alice, who owns a channel and a meeting, bob, who is a member and invited, carol, a member
 * who must not join calls, and dave, a stranger. Each has a client of their name that signs.
 */
final class CallingNode implements AutoCloseable {
    static final String CHANNEL = "c0ffee00-0000-4000-8000-00000000c001";
    static final String ROOM = "channel-" + CHANNEL;
    static final String MEETING = "mtg_0123456789ab";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningNode node;
    private final HttpClient client;

    /** @param settings YAML at the top level */
    CallingNode(String settings) {
        this(settings, Map.of());
    }

    /** @param environment that the node is started in */
    CallingNode(String settings, Map<String, String> environment) {
        node = RunningNode.with(settings, environment);
        client = HttpClient.newHttpClient();
        for (String user : new String[] {"alice", "bob", "carol", "dave"}) {
            manage("users/" + user, "{\"name\":\"" + user.toUpperCase(Locale.ROOT) + "\"}");
            manage(
                    "users/" + user + "/sessions/" + user + "-client",
                    "{\"deviceId\":\"1\",\"secret\":\"" + secret(user) + "\"}");
        }
        manage(
                "roles/member",
                "{\"name\":\"Member\",\"scope\":\"channelWebRtc\",\"permissions\":[\"stream.view\",\"stream.send\",\"chat.send\"]}");
        manage("channels/" + CHANNEL, "{\"name\":\"general\",\"type\":\"webrtc\",\"owner\":\"alice\"}");
        manage("channels/" + CHANNEL + "/members/bob", "{\"roles\":[\"member\"]}");
        manage(
                "channels/" + CHANNEL + "/members/carol",
                "{\"roles\":[\"member\"],\"permissions\":{\"channelWebRtc\":false}}");
        manage(
                "meetings/" + MEETING,
                "{\"title\":\"Standup\",\"createdBy\":\"alice\",\"invited\":[\"bob\"],\"allowExternal\":true}");
    }

    static String secret(String user) {
        return (user + "0123456789abcdef0123456789abcdef").substring(0, 32);
    }

    RunningNode node() {
        return node;
    }

    /** Puts something by the management API. */
    void manage(String path, String body) {
        HttpResponse<String> answer = send(request("/api/manage/" + path)
                .header("Authorization", "Bearer " + administrator())
                .PUT(BodyPublishers.ofString(body)));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + ": " + answer.statusCode() + ' ' + answer.body());
        }
    }

    JsonNode managed(String path) {
        return json(send(request("/api/manage/" + path).header("Authorization", "Bearer " + administrator())));
    }

    static String administrator() {
        return RunningNode.token(
                "", VideoGrant.builder().roomCreate(true).roomAdmin(true).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.http(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(client, request);
    }

    /** As if from another machine. @param address of the loopback network */
    HttpResponse<String> sendFrom(String address, HttpRequest.Builder request) {
        try (HttpClient there = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            return send(there, request);
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a user's client signs, not sent yet. */
    static SignedRequest signature(String user, String path, String body, Instant time) {
        SignedRequest request = new SignedRequest(
                user + "-client",
                time.toEpochMilli(),
                UUID.randomUUID().toString(),
                "",
                path,
                body.getBytes(StandardCharsets.UTF_8));
        return new SignedRequest(
                request.clientId(),
                request.timestampMillis(),
                request.nonce(),
                request.sign(secret(user)),
                path,
                request.body());
    }

    /** A request with those headers; its path and body may be others than the signed ones. */
    HttpRequest.Builder signed(SignedRequest signature, String method, String path, String body) {
        return request(path)
                .header(SignedRequest.CLIENT_ID, signature.clientId())
                .header(SignedRequest.TIMESTAMP, Long.toString(signature.timestampMillis()))
                .header(SignedRequest.NONCE, signature.nonce())
                .header(SignedRequest.SIGNATURE, signature.signature())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /** What a user's client does. */
    HttpResponse<String> ask(String user, String method, String path, String body) {
        return send(signed(signature(user, path, body, Instant.now()), method, path, body));
    }

    HttpResponse<String> post(String user, String path, String body) {
        return ask(user, "POST", path, body);
    }

    /** What somebody without credentials does. */
    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> channelToken(String user) {
        return post(user, "/api/livekit/token", "{\"channelId\":\"" + CHANNEL + "\"}");
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    static AccessToken verified(String token) {
        if (new TokenVerifier(RunningNode.KEYS).verify(token, Instant.now())
                instanceof TokenVerdict.Verified(AccessToken verified)) {
            return verified;
        }
        throw new AssertionError("the token does not hold: " + token);
    }

    @Override
    public void close() {
        client.shutdownNow();
        node.close();
    }
}
