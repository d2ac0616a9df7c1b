package io.sluice.server.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.FreePort;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a running node says about its rooms. */
class RoomsPageIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = FreePort.any();

    private HttpResponse<String> send(String path, String method) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode get(String path, int status) {
        HttpResponse<String> response = send(path, "GET");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    @Test
    void roomsAreListedAndShownWithWhoIsInThem() {
        try (RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n")) {
            assertThat(get("/debug/rooms", 200).path("rooms")).isEmpty();
            try (SignalClient ann = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann lee", "a/b"))) {
                ann.awaitJoin();

                JsonNode entry = get("/debug/rooms", 200).path("rooms").path(0);
                assertThat(entry.path("name").asText()).isEqualTo("a/b");

                JsonNode room = get("/debug/rooms/a%2Fb", 200);
                assertThat(room.path("sid")).isEqualTo(entry.path("sid"));
                assertThat(room.path("participants").path(0).path("identity").asText())
                        .isEqualTo("ann lee");

                JsonNode person = get("/debug/rooms/a%2Fb/ann%20lee", 200);
                assertThat(person.path("signalConnected").asBoolean()).isTrue();
                assertThat(person.path("links").path(0).path("state").asText()).isEqualTo("NEW");
            }
        }
    }

    @Test
    void whatIsNotThereHasAName() {
        try (RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n");
                SignalClient ann = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann", "demo"))) {
            ann.awaitJoin();

            assertThat(get("/debug/rooms/none", 404).path("code").asText()).isEqualTo("room_not_found");
            assertThat(get("/debug/rooms/demo/bob", 404).path("code").asText()).isEqualTo("participant_not_found");
            assertThat(get("/debug/other", 404).path("code").asText()).isEqualTo("not_found");
            assertThat(get("/debug/rooms/a/b/c", 404).path("code").asText()).isEqualTo("not_found");
            assertThat(send("/debug/rooms", "POST").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void credentialsAreAskedForWhereThereAreSome() {
        String config = "prometheus: {port: " + port + ", username: ops, password: secret}\n";
        try (RunningNode _ = RunningNode.with(config)) {
            assertThat(send("/debug/rooms", "GET").statusCode()).isEqualTo(401);
        }
    }
}
