package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to get tokens can be left out, and leaves the others alone. */
class EndpointFamiliesIT {
    private static final List<String> ALL =
            List.of("/api/livekit/token", "/api/livekit/connection-details", "/sfu/get", "/api/manage/tokens");

    private static final String HOMESERVER = "matrix: {homeservers: {example.com: 'http://127.0.0.1:9'}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "peerwave: {enabled: false}       | /api/livekit/token",
                "token_source: {enabled: false}   | /api/livekit/connection-details",
                "matrix: {homeservers: {}}        | /sfu/get",
                "management: false                | /api/manage/tokens",
            })
    void oneIsSwitchedOffAndTheOthersAnswer(String setting, String off) {
        String matrix = setting.startsWith("matrix") ? "" : ", " + HOMESERVER;
        try (RunningNode node = RunningNode.with("token_api: {" + setting + matrix + "}\n")) {
            Set<String> answering = new TreeSet<>(ALL);
            answering.remove(off);
            assertThat(answering(node)).isEqualTo(answering);
        }
    }

    private static Set<String> answering(RunningNode node) {
        Set<String> answering = new TreeSet<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : ALL) {
                HttpRequest request = HttpRequest.newBuilder(node.http(path))
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
                if (client.send(request, BodyHandlers.ofString()).statusCode() != 404) {
                    answering.add(path);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return answering;
    }
}
