package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.TrackType;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The server API of a running node, as a backend calls it over HTTP. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RunningNode node;

    private Api(RunningNode node) {
        this.node = node;
    }

    /** @param settings of the node, YAML */
    static Api of(String settings) {
        return new Api(RunningNode.with(settings));
    }

    RunningNode node() {
        return node;
    }

    /** An HTTP answer, with its body as JSON where it is that. */
    record Answer(int status, String type, byte[] bytes) {
        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Posts to a path. */
    Answer post(String path, String type, byte[] body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.http(path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a method of a service, such as {@code RoomService/ListRooms}. */
    Answer call(String method, String json, @Nullable String token) {
        return post("/twirp/livekit." + method, "application/json", json.getBytes(StandardCharsets.UTF_8), token);
    }

    /** The same with a token that has these rights. */
    Answer call(String method, UnaryOperator<VideoGrantBuilder> rights, String json) {
        return call(
                method,
                json,
                RunningNode.token("", rights.apply(VideoGrant.builder()).build()));
    }

    /** What a call answers that is done. */
    static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("msg").asText()).isEqualTo(message);
    }

    /** The right to moderate that room. */
    static UnaryOperator<VideoGrantBuilder> admin(String room) {
        return grant -> grant.roomAdmin(true).room(room);
    }

    JsonNode create(String json) {
        return ok(call("RoomService/CreateRoom", grant -> grant.roomCreate(true), json));
    }

    JsonNode listed(String room) {
        return ok(call("RoomService/ListRooms", grant -> grant.roomList(true), "{\"names\":[\"" + room + "\"]}"))
                .path("rooms");
    }

    SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    /** Announces a microphone and gives its sid. */
    static String announce(SignalClient client, String cid) {
        client.send(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder().setCid(cid).setType(TrackType.AUDIO))
                .build());
        return client.await(
                        "the track's sid",
                        message -> message.hasTrackPublished()
                                && message.getTrackPublished().getCid().equals(cid))
                .message()
                .getTrackPublished()
                .getTrack()
                .getSid();
    }

    @Override
    public void close() {
        node.close();
    }
}
