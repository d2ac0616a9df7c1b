package io.sluice.server.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.RunningNode;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node still knows when it comes back. */
class RestartIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void channelsAndRevocationsOutliveANode(@TempDir Path folder) throws Exception {
        String database = "token_api: {database: {url: \"jdbc:h2:file:" + folder.resolve("channels") + "\"}}\n";
        Grants grants = Grants.builder()
                .video(RunningNode.joining("channel-c1").build())
                .build();
        String token = new TokenIssuer(RunningNode.KEYS)
                .issue("bob", grants, Duration.ofHours(1), Instant.now().minusSeconds(5));
        try (RunningNode node = RunningNode.with(database)) {
            for (String user : new String[] {"alice", "bob"}) {
                assertThat(manage(node, "PUT", "users/" + user, "{\"name\":\"n\"}"))
                        .isEqualTo(201);
            }
            assertThat(manage(node, "PUT", "channels/c1", "{\"name\":\"n\",\"type\":\"webrtc\",\"owner\":\"alice\"}"))
                    .isEqualTo(201);
            assertThat(manage(node, "PUT", "channels/c1/members/bob", "{\"permissions\":{\"channelWebRtc\":true}}"))
                    .isEqualTo(201);
            assertThat(validate(node, token)).isEqualTo(200);
            assertThat(manage(node, "DELETE", "channels/c1/members/bob", "")).isEqualTo(204);
            assertThat(validate(node, token)).isEqualTo(401);
        }
        try (RunningNode node = RunningNode.with(database)) {
            assertThat(manage(node, "GET", "channels/c1", "")).isEqualTo(200);
            assertThat(validate(node, token)).isEqualTo(401);
        }
    }

    @Test
    void aDatabaseThatIsNotThereKeepsANodeFromStarting() {
        String nowhere = "token_api: {database: {url: \"jdbc:postgresql://127.0.0.1:1/none\", password: hunter2}}\n";
        assertThatThrownBy(() -> RunningNode.with(nowhere))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("token_api.database: the database can not be opened")
                .hasMessageNotContaining("hunter2");
    }

    private static int manage(RunningNode node, String method, String path, String body)
            throws IOException, InterruptedException {
        String administrator = RunningNode.token(
                "", VideoGrant.builder().roomCreate(true).roomAdmin(true).build());
        return status(HttpRequest.newBuilder(node.http("/api/manage/" + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + administrator));
    }

    private static int validate(RunningNode node, String token) throws IOException, InterruptedException {
        URI uri = node.http("/rtc/validate?access_token=" + token);
        return status(HttpRequest.newBuilder(uri));
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
