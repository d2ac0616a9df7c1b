package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.Loops;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers that take their time, behind a real port. */
class ApiRouteIT {
    private final Loops media = new Loops(1);
    private final EventLoopGroup group = EventLoops.group("signal", 1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Semaphore free = new Semaphore(1);
        HttpRoutes routes = TestRoutes.over(media, Heartbeat.USUAL)
                .beneath("/echo/", new ApiRoute(ApiRouteIT::echo, new Semaphore(10)))
                .beneath("/slow/", new ApiRoute(this::slow, free))
                .beneath("/slow/er/", new ApiRoute(constant("slower"), free))
                .beneath("/broken/", new ApiRoute(ApiRouteIT::broken, free));
        server = HttpServer.start(group, List.of("127.0.0.1"), 0, routes);
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stopAccepting();
        server.close();
        media.close();
        group.shutdownGracefully();
    }

    private static ApiHandler constant(String text) {
        return call -> ApiAnswer.text(200, text);
    }

    private static ApiAnswer echo(ApiCall call) {
        return ApiAnswer.text(
                        201,
                        String.join(
                                "|",
                                call.method(),
                                call.path(),
                                call.parameter("a") + "",
                                call.header("x-b") + "",
                                call.bearer() + "",
                                call.text(),
                                call.remoteAddress()))
                .with("x-more", "yes");
    }

    private ApiAnswer slow(ApiCall call) throws InterruptedException {
        entered.countDown();
        released.await();
        return ApiAnswer.text(200, "slow");
    }

    private static ApiAnswer broken(ApiCall call) {
        throw new IllegalStateException("a bug");
    }

    @Test
    void whatWasAskedReachesTheHandler() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/echo/x%20y?a=1%262"))
                .header("X-B", "two")
                .header("Authorization", "bearer abc")
                .PUT(BodyPublishers.ofString("body"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("PUT|/echo/x y|1&2|two|abc|body|127.0.0.1");
            assertThat(answer.headers().firstValue("x-more")).hasValue("yes");
        }
    }

    @Test
    void answersKeepTheOrderOfRequestsOnAConnection() throws Exception {
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send("GET /slow/ HTTP/1.1\r\nHost: x\r\n\r\nGET /echo/2 HTTP/1.1\r\nHost: x\r\n\r\n");
            entered.await();
            released.countDown();

            assertThat(connection.answer().body()).isEqualTo("slow");
            assertThat(connection.answer().body()).startsWith("GET|/echo/2");
        }
    }

    @Test
    void anAnswerThatIsQuickIsNotOvertakenByOneThatIsImmediate() throws Exception {
        // More than 128 requests at once would end the connection.
        int pairs = 50;
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send(
                    "GET /echo/ HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n".repeat(pairs));

            for (int i = 0; i < pairs; i++) {
                assertThat(connection.answer().status()).as("answer %d", 2 * i).isEqualTo(201);
                assertThat(connection.answer().status())
                        .as("answer %d", 2 * i + 1)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void whoComesWhenTooMuchIsUnderWayIsTurnedAway() throws Exception {
        try (RawHttp first = new RawHttp(server.port());
                RawHttp second = new RawHttp(server.port())) {
            first.head("GET /slow HTTP/1.1", "Host: x");
            entered.await();
            second.head("GET /slow/er/ HTTP/1.1", "Host: x");
            assertThat(second.answer().status()).isEqualTo(503);

            released.countDown();
            assertThat(first.answer().body()).isEqualTo("slow");
            second.head("GET /slow/er/too HTTP/1.1", "Host: x");
            assertThat(second.answer().body()).isEqualTo("slower");
        }
    }

    @Test
    void aBugIsAnsweredWithoutDetails() throws Exception {
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.head("GET /broken/ HTTP/1.1", "Host: x");
            RawHttp.Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("internal error");
        }
    }
}
