package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.token.AccessToken;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is forgiven where the server is told to be like PeerWave, and not otherwise. */
class PeerWaveModeIT {
    private static final int HOUR = 3_600;

    @ParameterizedTest
    @CsvSource({"strict, 403, 0", "peerwave, 200, 5"})
    void textChannelsHaveCallsAndMembersNeedNoRoles(String mode, int status, int hours) {
        try (CallingNode node = new CallingNode("token_api: {compat: " + mode + ", url: \"wss://sfu.example\"}\n")) {
            node.manage("channels/notes", "{\"name\":\"notes\",\"type\":\"signal\",\"owner\":\"alice\"}");
            node.manage("channels/" + CallingNode.CHANNEL + "/members/dave", "{}");
            String text = "{\"channelId\":\"notes\"}";
            assertThat(node.post("alice", "/api/livekit/token", text).statusCode())
                    .isEqualTo(status);
            assertThat(node.channelToken("dave").statusCode()).isEqualTo(status);

            AccessToken token = CallingNode.verified(
                    CallingNode.json(node.channelToken("bob")).path("token").asText());
            assertThat(token.expiresAt()).isAfter(Instant.now().plusSeconds(hours * (long) HOUR));
        }
    }
}
