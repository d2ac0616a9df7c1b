package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningNode;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node in the environment of an application server that talks to LiveKit. */
class EnvironmentIT {
    private static final String SECRET = "another-secret-that-is-only-for-tests";

    @Test
    void answersNameTheUrlOfTheEnvironmentAndItsKeyCounts() {
        Map<String, String> environment = Map.of(
                "LIVEKIT_URL", "wss://media.example/livekit",
                "LIVEKIT_API_KEY", "appkey",
                "LIVEKIT_API_SECRET", SECRET);
        try (CallingNode node = new CallingNode("", environment)) {
            JsonNode channel = CallingNode.json(node.channelToken("alice"));
            assertThat(channel.path("url").asText()).isEqualTo("wss://media.example/livekit");
            assertThat(channel.path("server_url").asText()).isEqualTo("wss://media.example/livekit");
            JsonNode meeting = CallingNode.json(
                    node.post("bob", "/api/livekit/meeting-token", "{\"meetingId\":\"" + CallingNode.MEETING + "\"}"));
            assertThat(meeting.path("url").asText()).isEqualTo("wss://media.example/livekit");
            JsonNode standard = CallingNode.json(node.post(
                    "bob", "/api/livekit/connection-details", "{\"room_name\":\"" + CallingNode.ROOM + "\"}"));
            assertThat(standard.path("server_url").asText()).isEqualTo("wss://media.example/livekit");

            assertThat(joins(node, SECRET)).isEqualTo(200);
            assertThat(joins(node, SECRET.toUpperCase(Locale.ROOT))).isEqualTo(401);
        }
    }

    private static int joins(CallingNode node, String secret) {
        Grants grants =
                Grants.builder().video(RunningNode.joining("lobby").build()).build();
        String token = new TokenIssuer(KeyRing.of(Map.of("appkey", secret)))
                .issue("ann", grants, Duration.ofHours(1), Instant.now());
        return node.send(node.request("/rtc/validate?access_token=" + token)).statusCode();
    }
}
