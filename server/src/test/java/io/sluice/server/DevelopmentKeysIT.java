package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program with keys that are good for development at most. */
class DevelopmentKeysIT {
    private static final int WRONG_USE = 2;
    /** Of alice for the room channel-x, until the year 2100, signed with the key and secret that everybody knows. */
    private static final String PAYLOAD_AND_SIGNATURE =
            ".eyJpc3MiOiJkZXZrZXkiLCJzdWIiOiJhbGljZSIsImV4cCI6NDEwMjQ0NDgwMCwibmJmIjowLCJ2aWRlbyI6eyJyb29tIjoiY2hhbm5lbC14Ii"
                    + "wicm9vbUpvaW4iOnRydWV9fQ.rEHOEQkYT63S52RhTfs9Xw1xSmH1OWpJxs5u4_J7F1I";

    @ParameterizedTest
    @CsvSource({"devkey, config.placeholder_key, works with --dev only", "app, config.short_secret, has 6 bytes"})
    void theServerDoesNotStartWithAWeakSecretAndSaysWhy(String key, String code, String why) {
        try (ServerProcess server =
                ServerProcess.start("--config-body", RunningNode.configuration(0), "--keys", key + ": secret")) {
            assertThat(server.awaitExit()).isEqualTo(WRONG_USE);
            assertThat(server.output()).isEmpty();
            assertThat(server.errors()).singleElement().asString().contains(key, why, code);
        }
    }

    @Test
    void inDevelopmentItStartsAndTokensHoldWithTheirOwnAlgorithmOnly() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        "--config-body", RunningNode.configuration(0), "--keys", "devkey: secret", "--dev");
                HttpClient client = HttpClient.newHttpClient()) {
            int port = server.awaitReady();

            assertThat(validate(client, port, "HS256").statusCode()).isEqualTo(200);
            for (String algorithm : List.of("none", "RS256")) {
                HttpResponse<String> refused = validate(client, port, algorithm);
                assertThat(refused.statusCode()).as(algorithm).isEqualTo(401);
                assertThat(refused.body()).startsWith("invalid authorization token");
            }
        }
    }

    private static HttpResponse<String> validate(HttpClient client, int port, String algorithm)
            throws IOException, InterruptedException {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}").getBytes(StandardCharsets.UTF_8));
        URI page =
                URI.create("http://127.0.0.1:" + port + "/rtc/validate?access_token=" + header + PAYLOAD_AND_SIGNATURE);
        return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
}
