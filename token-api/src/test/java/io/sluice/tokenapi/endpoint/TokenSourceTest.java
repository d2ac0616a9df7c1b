package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.AccessToken;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {
    private static final String ROOM = "channel-" + World.CHANNEL;
    private final World world = World.strict();

    @AfterEach
    void close() {
        world.close();
    }

    private ApiAnswer ask(String user, String body) {
        return world.ask(user, "POST", "/api/livekit/connection-details", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"room_name", "roomName"})
    void aRoomIsEnough(String name) {
        ApiAnswer answer = ask("bob", "{\"" + name + "\":\"" + ROOM + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = World.json(answer);
        assertThat(body.path("server_url").asText()).isEqualTo(World.URL);
        assertThat(world.verified(body.path("participant_token").asText()).identity())
                .isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                              | 400
                    {"room_name":"no such room"}                                                    | 400
                    {"room_name":"nowhere"}                                                         | 404
                    {"room_name":"@","participant_identity":"alice"}                                | 403
                    {"room_name":"@","participantIdentity":"bob"}                                   | 201
                    {"room_name":"@","room_config":{"max_participants":2}}                          | 403
                    {"room_name":"@","participant_attributes":{"a":1}}                              | 400
                    {"room_name":"@","participant_attributes":["a"]}                                | 400
                    {"room_name":"@","roomName":"@"}                                                | 400
                    {"room_name":"@","video":{"roomAdmin":true}}                                    | 400
                    [                                                                               | 400
                    """)
    void aWishIsGrantedOrRefused(String body, int status) {
        assertThat(ask("bob", body.replace("@", ROOM)).status()).isEqualTo(status);
    }

    @Test
    void aMissingRoomIsNamed() {
        assertThat(World.json(ask("bob", "{}")).path("error").asText()).isEqualTo("room_name required");
    }

    @Test
    void whatACallerMaySayOfItselfGoesIntoTheToken() {
        JsonNode body = World.json(ask(
                "alice",
                "{\"room_name\":\"" + ROOM + "\",\"participant_name\":\"Al\",\"participant_metadata\":\"m\","
                        + "\"participant_attributes\":{\"k\":\"v\"},\"room_config\":{\"maxParticipants\":2}}"));
        AccessToken token = world.verified(body.path("participant_token").asText());
        assertThat(token.grants().name()).isEqualTo("Al");
        assertThat(token.grants().metadata()).isEqualTo("m");
        assertThat(token.grants().attributes()).isEqualTo(Map.of("k", "v"));
        assertThat(token.grants().roomConfig()).isEqualTo("{\"maxParticipants\":2}");
    }

    @Test
    void attributesAreBounded() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 65; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        assertThat(ask("bob", "{\"room_name\":\"" + ROOM + "\",\"participant_attributes\":{" + many + "}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void meetingsHaveRoomsToo() {
        JsonNode body = World.json(ask("bob", "{\"room_name\":\"" + World.MEETING + "\"}"));
        assertThat(body.path("participant_identity").asText()).isEqualTo("bob:1");
    }
}
