package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.AccessToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a stand-in of a homeserver that knows the tokens of two accounts. */
class MatrixTest {
    private static final String ROOM_HASH = "F4oOprKFBq6JHqy2qYpq6UQQmR7hCvxkQQoUrd0+SbI";

    private HttpServer homeserver;
    private World world;

    @BeforeEach
    void start() throws IOException {
        homeserver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        homeserver.createContext("/_matrix/federation/v1/openid/userinfo", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            int status = 200;
            String body = switch (query) {
                case "access_token=alice%2Btoken" -> "{\"sub\":\"@alice:example.com\"}";
                case "access_token=foreign" -> "{\"sub\":\"@alice:elsewhere.org\"}";
                case "access_token=nobody" -> "{\"sub\":\"alice\"}";
                default -> "";
            };
            if (body.isEmpty()) {
                status = query.endsWith("broken") ? 502 : 401;
                body = "{\"errcode\":\"M_UNKNOWN_TOKEN\"}";
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        homeserver.start();
        URI base = URI.create("http://127.0.0.1:" + homeserver.getAddress().getPort() + "/");
        world = new World(Mode.STRICT, Map.of("example.com", base));
    }

    @AfterEach
    void stop() {
        world.close();
        homeserver.stop(0);
    }

    private static String openId(String token) {
        return "\"openid_token\":{\"access_token\":\"" + token
                + "\",\"token_type\":\"Bearer\",\"matrix_server_name\":\"example.com\",\"expires_in\":3600}";
    }

    private static String older(String token) {
        return "{\"room\":\"!roomid:example.com\"," + openId(token) + ",\"device_id\":\"DEV\"}";
    }

    private static String newer(String token, String claimed) {
        return "{\"room_id\":\"!roomid:example.com\",\"slot_id\":\"slot1234\"," + openId(token)
                + ",\"member\":{\"id\":\"memberABC\",\"claimed_user_id\":\"" + claimed
                + "\",\"claimed_device_id\":\"DEVICE123\"}}";
    }

    @Test
    void theOlderPathNamesTheDevice() {
        ApiAnswer answer = world.ask("POST", "/sfu/get", older("alice+token"));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = World.json(answer);
        assertThat(body.path("url").asText()).isEqualTo(World.URL);
        AccessToken token = world.verified(body.path("jwt").asText());
        assertThat(token.identity()).isEqualTo("@alice:example.com:DEV");
        var video = Objects.requireNonNull(token.grants().video());
        assertThat(video.room()).isEqualTo(ROOM_HASH);
        assertThat(video.roomJoin()).isTrue();
        assertThat(video.roomCreate()).isFalse();
        assertThat(video.roomAdmin()).isFalse();
        assertThat(token.expiresAt()).isEqualTo(world.now().plusSeconds(3600));
    }

    @Test
    void theNewerPathHashesBoth() {
        JsonNode body = World.json(world.ask("POST", "/get_token", newer("alice+token", "@alice:example.com")));
        AccessToken token = world.verified(body.path("jwt").asText());
        assertThat(token.identity()).isEqualTo("J+T45tGruxc+HrUOqJJlyQSV33m728Cme4+vt8/SWrU");
        assertThat(Objects.requireNonNull(token.grants().video()).room())
                .isEqualTo("O8437W3+jmzMVjoIP3tNwbm+XxHQk2iKpOA7aqw3qSc");
    }

    @Test
    void hashesAreOverTextsEscapedAsGoDoes() {
        StringBuilder json = new StringBuilder();
        MatrixHash.quote("<a>&\"\\\n\u0001\u2028é", json);
        assertThat(json).hasToString("\"\\u003ca\\u003e\\u0026\\\"\\\\\\n\\u0001\\u2028é\"");
        assertThat(MatrixHash.of("!roomid:example.com", "m.call#ROOM")).isEqualTo(ROOM_HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, 401, M_UNAUTHORIZED",
        "foreign, 401, M_UNAUTHORIZED",
        "nobody, 401, M_UNAUTHORIZED",
        "broken, 500, M_UNKNOWN"
    })
    void whoeverIsNotVouchedForGetsNothing(String token, int status, String code) {
        ApiAnswer answer = world.ask("POST", "/sfu/get", older(token));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(World.json(answer).path("errcode").asText()).isEqualTo(code);
        assertThat(world.issued).isEmpty();
    }

    @Test
    void onlyConfiguredHomeserversAreAsked() {
        ApiAnswer answer =
                world.ask("POST", "/sfu/get", older("alice+token").replace("\"example.com\"", "\"evil.org\""));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(World.json(answer).path("errcode").asText()).isEqualTo("M_FORBIDDEN");
    }

    @Test
    void nobodyClaimsToBeAnother() {
        ApiAnswer answer = world.ask("POST", "/get_token", newer("alice+token", "@bob:example.com"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(World.json(answer).path("errcode").asText()).isEqualTo("M_UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                            | M_NOT_JSON
                    {"room":"r","what":1}                        | M_NOT_JSON
                    {"room":"r","device_id":"d","delay_id":"x"}  | M_BAD_JSON
                    {"room":"r"}                                 | M_BAD_JSON
                    {"room":1,"device_id":"d"}                   | M_BAD_JSON
                    {"room":"r","device_id":"d"}                 | M_BAD_JSON
                    """)
    void badRequestsAreTold(String body, String code) {
        ApiAnswer answer = world.ask("POST", "/sfu/get", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(World.json(answer).path("errcode").asText()).isEqualTo(code);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(world.ask("GET", "/sfu/get", "").status()).isEqualTo(405);
    }
}
