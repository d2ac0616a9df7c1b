package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP side of a server that is not in development mode. */
class HttpServerIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("limit: {max_api_request_body_size: 2097152}\n");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.http(path)));
    }

    private static String joining() {
        return "access_token=" + RunningNode.token("ann", "lobby");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthz"})
    void whoAsksWhetherTheServerIsWellIsTold(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(node.http("/")).HEAD());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-length")).hasValue("2");
    }

    @Test
    void aConnectionServesAnotherRequestAfterHead() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("HEAD / HTTP/1.1", "Host: x");
            connection.head("GET /nowhere HTTP/1.1", "Host: x");

            // No body, whatever the length says: the next answer must follow at once.
            assertThat(connection.answerWithoutBody().status()).isEqualTo(200);
            assertThat(connection.answer().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/rtc/", "/rtc/v2", "/index.html", "/RTC/validate"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path).body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meet", "/meet/", "/meet/index.html", "/meet/token"})
    void theMeetingPageIsForDevelopmentOnly(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(node.http(path))
                                .POST(BodyPublishers.ofString("{\"room\":\"r\",\"name\":\"n\"}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rtc", "/rtc/v1"})
    void signallingWithoutAWebSocketIsNotFoundAndSaysNothing(String path) throws Exception {
        HttpResponse<String> answer = get(path + "?" + joining());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rtc/validate", "//rtc/validate", "////rtc/validate"})
    void aDoubledSlashIsOne(String path) throws Exception {
        HttpResponse<String> answer = get(path + "?" + joining());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/rtc", "/rtc/validate", "/rtc/v1/validate"})
    void pagesOfAnyOriginMayReadEveryAnswer(String path) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(node.http(path)).header("Origin", "https://app.example"));

        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(answer.headers().firstValue("access-control-expose-headers")).hasValue("*");
        assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/rtc/validate", "/twirp/livekit.RoomService/ListRooms"})
    void thePreflightAllowsWhatIsAskedFor(String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(node.http(path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-length")).isEmpty();
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(answer.headers().firstValue("access-control-allow-methods"))
                .hasValue("OPTIONS, HEAD, GET, POST, PUT, PATCH, DELETE");
        assertThat(answer.headers().firstValue("access-control-allow-headers")).hasValue("authorization,content-type");
        assertThat(answer.headers().firstValue("access-control-max-age")).hasValue("86400");
    }

    @Test
    void aTokenMayComeInTheHeader() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(node.http("/rtc/validate"))
                .header("Authorization", "Bearer " + RunningNode.token("ann", "lobby")));

        assertThat(answer.body()).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/rtc/validate?access_token=%zz", "/rtc/validate?%", "/rtc/validate?a=b&c=%f"})
    void aUrlThatCannotBeReadIsRefused(String target) throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET " + target + " HTTP/1.1", "Host: x");

            assertThat(connection.answer().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rubbish", "GET /", "GET / HTTP/1.1\r\nno colon in this header", "\u0016\u0003\u0001\u0002"})
    void whatIsNoHttpIsRefusedAndTheConnectionEnds(String request) throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head(request);

            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.endsWithoutAWord()).isTrue();
        }
    }

    @Test
    void aUrlMayBeAsLongAsAJoinRequestOfAMegabyte() throws Exception {
        String more = "x".repeat(1_500_000);

        HttpResponse<String> answer = get("/rtc/validate?" + joining() + "&more=" + more);

        assertThat(answer.body()).isEqualTo("success");
    }

    @Test
    void aUrlOfMoreThanTwoMegabytesIsRefused() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET /?" + "x".repeat((2 << 20) + 1) + " HTTP/1.1", "Host: x");

            assertThat(connection.answer().status()).isEqualTo(414);
            assertThat(connection.endsWithoutAWord()).isTrue();
        }
    }

    @Test
    void headersOfMoreThanAMebibyteAreRefused() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET / HTTP/1.1", "Host: x", "X-Long: " + "x".repeat(1_100_000));

            assertThat(connection.answer().status()).isEqualTo(431);
            assertThat(connection.endsWithoutAWord()).isTrue();
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(node.http("/")).POST(BodyPublishers.ofByteArray(new byte[(2 << 20) + 1])));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void whoAsksFirstIsToldThatItsBodyIsTooLong() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("POST / HTTP/1.1", "Host: x", "Content-Length: 3000000", "Expect: 100-continue");

            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void severalRequestsMayFollowOnOneConnection() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET / HTTP/1.1", "Host: x");
            connection.head("GET /nowhere HTTP/1.1", "Host: x");
            connection.head("POST / HTTP/1.1", "Host: x", "Content-Length: 3");
            connection.send("abc");
            connection.head("GET / HTTP/1.1", "Host: x", "Connection: close");

            assertThat(connection.answer().body()).isEqualTo("OK");
            assertThat(connection.answer().status()).isEqualTo(404);
            assertThat(connection.answer().body()).isEqualTo("OK");
            assertThat(connection.answer().body()).isEqualTo("OK");
            assertThat(connection.endsWithoutAWord()).isTrue();
        }
    }

    @Test
    void anOldClientIsAnsweredOnceAndTheConnectionEnds() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET / HTTP/1.0");

            assertThat(connection.answer().body()).isEqualTo("OK");
            assertThat(connection.endsWithoutAWord()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET {} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
                "POST {} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 0",
            })
    void aHandshakeThatIsNoneIsTheClientsMistake(String head) throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head(head.replace("{}", "/rtc?" + joining()));

            assertThat(connection.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void anotherVersionOfWebSocketIsRefusedWithTheOneThatIsSpoken() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head(
                    "GET /rtc?" + joining() + " HTTP/1.1",
                    "Host: x",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 99",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

            RawHttp.Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.headers()).containsEntry("sec-websocket-version", "13");
        }
    }

    @Test
    void theAddressOfAnAbsoluteRequestDoesNotMatter() throws Exception {
        try (RawHttp connection = new RawHttp(node.port())) {
            connection.head("GET http://elsewhere.example/ HTTP/1.1", "Host: elsewhere.example");

            assertThat(connection.answer().body()).isEqualTo("OK");
        }
    }
}
