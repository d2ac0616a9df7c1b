package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.server.RunningNode;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.WrappedJoinRequest;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is refused learns the same from the WebSocket's handshake and from the page that says why. */
class RefusalIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("""
                room: {auto_create: false}
                limit: {max_participant_identity_length: 20, max_room_name_length: 20}
                """);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** A client that must be refused. */
    private record Case(
            String what,
            String path,
            Map<String, String> query,
            @Nullable String authorization,
            int status,
            String body) {
        Case with(String name, String value) {
            Map<String, String> more = new HashMap<>(query);
            more.put(name, value);
            return new Case(what, path, more, authorization, status, body);
        }

        Case v1() {
            return new Case(what, "/rtc/v1", query, authorization, status, body);
        }

        String target(String suffix) {
            return path
                    + suffix
                    + query.entrySet().stream()
                            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                            .collect(Collectors.joining("&", "?", ""));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case header(String what, @Nullable String authorization, int status, String body) {
        return new Case(what, "/rtc", Map.of(), authorization, status, body);
    }

    private static Case token(String what, String token, int status, String body) {
        return new Case(what, "/rtc", Map.of("access_token", token), null, status, body);
    }

    private static Case grant(String what, String identity, VideoGrant grant, int status, String body) {
        return token(what, RunningNode.token(identity, grant), status, body);
    }

    private static String issued(KeyRing keys, Grants grants, Instant when) {
        return new TokenIssuer(keys).issue("ann", grants, Duration.ofHours(1), when);
    }

    private static String wrapped(byte[] joinRequest) {
        return base64(WrappedJoinRequest.newBuilder()
                .setJoinRequest(ByteString.copyFrom(joinRequest))
                .build()
                .toByteArray());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    static Stream<Case> cases() {
        Instant now = Instant.now();
        VideoGrant joining = RunningNode.joining("lobby").build();
        Grants grants = Grants.builder().video(joining).build();
        String good = RunningNode.token("ann", joining);
        String forged = good.substring(0, good.length() - 4) + (good.endsWith("AAAA") ? "BBBB" : "AAAA");
        KeyRing others = KeyRing.of(Map.of("otherkey", "another-secret-that-is-for-tests"));
        byte[] attributes = JoinRequest.newBuilder()
                .putParticipantAttributes("mood", "good")
                .build()
                .toByteArray();
        return Stream.of(
                header("no token", null, 401, "no permissions to access the room"),
                header(
                        "a header in lower case",
                        "bearer " + good,
                        401,
                        "invalid authorization header. Must start with Bearer "),
                header(
                        "a header of another kind",
                        "Basic YTpi",
                        401,
                        "invalid authorization header. Must start with Bearer "),
                header(
                        "a header without a token",
                        "Bearer",
                        401,
                        "invalid authorization header. Must start with Bearer "),
                header("a header that is no token", "Bearer rubbish", 401, "invalid authorization token"),
                token("a parameter that is no token", "a.b.c", 401, "invalid authorization token"),
                token("a key of somebody else", issued(others, grants, now), 401, "invalid API key"),
                token("a forged signature", forged, 401, "invalid authorization token: token signature is invalid"),
                token(
                        "a token of yesterday",
                        issued(RunningNode.KEYS, grants, now.minus(Duration.ofDays(1))),
                        401,
                        "invalid authorization token: token has invalid claims"),
                token(
                        "a token about nothing",
                        issued(RunningNode.KEYS, Grants.builder().build(), now),
                        401,
                        "no permissions to access the room"),
                grant("v1 without a join request", "ann", joining, 400, "join_request is required")
                        .v1(),
                grant(
                                "a join request that is no base64",
                                "ann",
                                joining,
                                400,
                                "cannot base64 decode wrapped join request")
                        .with("join_request", "%%%")
                        .v1(),
                grant("a broken wrapping", "ann", joining, 400, "cannot unmarshal wrapped join request")
                        .with("join_request", base64(new byte[] {(byte) 0xff, 1, 2}))
                        .v1(),
                grant("a broken join request", "ann", joining, 400, "cannot unmarshal join request")
                        .with("join_request", wrapped(new byte[] {(byte) 0xff, 1, 2}))
                        .v1(),
                grant("a join request of more than a megabyte", "ann", joining, 400, "join request too large")
                        .with("join_request", wrapped(new byte[(1 << 20) + 1]))
                        .v1(),
                grant(
                        "no right to join",
                        "ann",
                        VideoGrant.builder().room("lobby").build(),
                        401,
                        "permissions denied"),
                grant("nobody", "", joining, 400, "identity cannot be empty"),
                grant(
                        "a long identity",
                        "a".repeat(21),
                        joining,
                        400,
                        "participant identity length exceeds limits: max length 20"),
                grant(
                        "a long identity by its bytes",
                        "ä".repeat(11),
                        joining,
                        400,
                        "participant identity length exceeds limits"),
                grant("no room", "ann", VideoGrant.builder().roomJoin(true).build(), 400, "no room name"),
                grant(
                        "a long name of a room",
                        "ann",
                        RunningNode.joining("r".repeat(21)).build(),
                        400,
                        "room name length exceeds limits: max length 20"),
                grant(
                                "a publisher who may not publish",
                                "ann",
                                RunningNode.joining("lobby").canPublish(false).build(),
                                401,
                                "no permissions to access the room")
                        .with("publish", "screen"),
                grant("attributes that one may not set", "ann", joining, 401, "no permissions to access the room")
                        .with("join_request", wrapped(attributes))
                        .v1(),
                grant("a room that is not there", "ann", joining, 404, "requested room does not exist"));
    }

    private static HttpResponse<String> validate(Case client) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.http(client.target("/validate")));
        if (client.authorization != null) {
            request.header("Authorization", client.authorization);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<?> handshake(Case client) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        if (client.authorization != null) {
            builder.header("Authorization", client.authorization);
        }
        URI uri = node.webSocket(client.target(""));
        try {
            builder.buildAsync(uri, new WebSocket.Listener() {}).join().abort();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse();
            }
            throw e;
        }
        throw new AssertionError("was let in: " + client);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theHandshakeAndThePageThatSaysWhyAgree(Case client) throws Exception {
        HttpResponse<String> answer = validate(client);

        assertThat(answer.statusCode()).isEqualTo(client.status);
        assertThat(answer.body()).startsWith(client.body);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(handshake(client).statusCode()).isEqualTo(client.status);
    }

    @Test
    void brokenAttributesAreToldOnlyByThePageThatSaysWhy() throws Exception {
        VideoGrant creating = RunningNode.joining("lobby").roomCreate(true).build();
        Case client = grant("broken attributes", "ann", creating, 400, "cannot decode attributes")
                .with("attributes", "%%%");

        HttpResponse<String> answer = validate(client);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("cannot decode attributes");
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .buildAsync(node.webSocket(client.target("")), new WebSocket.Listener() {})
                .join();
        socket.abort();
    }
}
