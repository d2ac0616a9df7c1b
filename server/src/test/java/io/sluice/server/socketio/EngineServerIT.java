package io.sluice.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.Await;
import io.sluice.server.http.RawHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transports below Socket.IO, packet by packet, also by clients that behave badly. */
class EngineServerIT {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** Each is impatient about one thing: about all others a busy machine may take its time. */
    private static final EngineLimits PINGS_SOON = limits(
            Duration.ofMillis(200), Duration.ofSeconds(8), EngineLimits.USUAL.upgrade(), EngineLimits.USUAL.join());

    private static final EngineLimits UPGRADES_SOON = limits(
            EngineLimits.USUAL.pingInterval(),
            EngineLimits.USUAL.pingTimeout(),
            Duration.ofMillis(300),
            EngineLimits.USUAL.join());

    private static final EngineLimits JOINS_SOON = limits(
            EngineLimits.USUAL.pingInterval(),
            EngineLimits.USUAL.pingTimeout(),
            EngineLimits.USUAL.upgrade(),
            Duration.ofMillis(300));

    private static EngineLimits limits(Duration ping, Duration timeout, Duration upgrade, Duration join) {
        return new EngineLimits(
                ping, timeout, upgrade, join, EngineLimits.USUAL.payload(), EngineLimits.USUAL.unread());
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private EchoServer server;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer(EngineLimits.USUAL);
    }

    @AfterEach
    void stop() {
        server.close();
        client.shutdownNow();
    }

    private void restart(EngineLimits limits) throws IOException {
        server.close();
        server = new EchoServer(limits);
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.http(query)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String sid, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String poll(String sid) throws IOException, InterruptedException {
        return get("&transport=polling&sid=" + sid).body();
    }

    private String openPolling() throws IOException, InterruptedException {
        return sid(get("&transport=polling").body());
    }

    private static String sid(String packet) {
        Matcher matcher = SID.matcher(packet);
        assertThat(matcher.find()).as(packet).isTrue();
        return matcher.group(1);
    }

    /** Joined to the main namespace by polling. */
    private String join() throws IOException, InterruptedException {
        String sid = openPolling();
        assertThat(post(sid, "40").body()).isEqualTo("ok");
        assertThat(poll(sid)).startsWith("40{\"sid\":\"");
        return sid;
    }

    /** A WebSocket and the texts that came by it; "closed" when it has ended. */
    private final class Socket implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        final WebSocket socket;

        Socket(String query) {
            socket = client.newWebSocketBuilder()
                    .buildAsync(server.webSocket(query), this)
                    .join();
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        String next() throws InterruptedException {
            String text = texts.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(text).isNotNull();
            return text;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            texts.add("bytes " + data.remaining());
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            texts.add("closed");
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            texts.add("closed");
        }
    }

    @Test
    void aWebSocketIsGreetedAndJoins() throws Exception {
        Socket socket = new Socket("");
        assertThat(socket.next())
                .startsWith("0{\"sid\":\"")
                .contains(
                        "\"upgrades\":[]", "\"pingInterval\":25000", "\"pingTimeout\":20000", "\"maxPayload\":1000000");
        socket.send("40");
        assertThat(socket.next()).startsWith("40{\"sid\":\"");
        socket.send("42[\"hey\",1]");
        assertThat(socket.next()).isEqualTo("42[\"hey\",1]");
        socket.send("42/external,[\"hey\",1]");
        assertThat(socket.next()).isEqualTo("closed");
        Await.until("the listener hears of the end", server.closed::get, closed -> closed == 1);
    }

    @Test
    void pollingCarriesSeveralPacketsAtOnce() throws Exception {
        String sid = join();
        assertThat(post(
                                sid,
                                "42[\"a\",1]\u001e42[\"b\",2]\u001e451-[\"c\",{\"_placeholder\":true,\"num\":0}]\u001ebAQI=")
                        .body())
                .isEqualTo("ok");
        StringBuilder all = new StringBuilder();
        while (!all.toString().contains("bAQI=")) {
            all.append(poll(sid)).append('\u001e');
        }
        assertThat(all)
                .hasToString(
                        "42[\"a\",1]\u001e42[\"b\",2]\u001e451-[\"c\",{\"_placeholder\":true,\"num\":0}]\u001ebAQI=\u001e");
    }

    @Test
    void aHeldPollIsReleasedForTheUpgradeAndNothingIsLost() throws Exception {
        String sid = join();
        CompletableFuture<String> held = client.sendAsync(
                        HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
        Socket socket = new Socket("&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(held.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("6");
        post(sid, "42[\"late\",1]");
        socket.send("5");
        assertThat(socket.next()).isEqualTo("42[\"late\",1]");
        socket.send("42[\"hey\",2]");
        assertThat(socket.next()).isEqualTo("42[\"hey\",2]");
        assertThat(get("&transport=polling&sid=" + sid).statusCode()).isEqualTo(400);
        assertThat(server.connected).hasValue(1);
    }

    @Test
    void anUpgradeThatDoesNotComeAboutLeavesThePollingAlone() throws Exception {
        restart(UPGRADES_SOON);
        String sid = join();
        Socket late = new Socket("&sid=" + sid);
        assertThat(late.next()).isEqualTo("closed");
        Socket wrong = new Socket("&sid=" + sid);
        wrong.send("5");
        assertThat(wrong.next()).isEqualTo("closed");
        post(sid, "42[\"still\",1]");
        assertThat(poll(sid)).isEqualTo("42[\"still\",1]");
    }

    @Test
    void oneConnectionServesAllPathsInTurn() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.head("GET / HTTP/1.1", "Host: x");
            assertThat(http.answer().body()).isEqualTo("OK");
            http.head("GET /socket.io/?EIO=4&transport=polling HTTP/1.1", "Host: x");
            String sid = sid(http.answer().body());
            http.head("GET /rtc/validate HTTP/1.1", "Host: x");
            assertThat(http.answer().status()).isEqualTo(401);
            String post = "POST /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1";
            http.send(post + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n40");
            assertThat(http.answer().body()).isEqualTo("ok");
            http.head("GET /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1", "Host: x");
            assertThat(http.answer().body()).startsWith("40");
            http.head("GET / HTTP/1.1", "Host: x");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void whatDoesNotExistIsRefusedInTheUsualWords() throws Exception {
        assertThat(get("&transport=polling&sid=nobody").body())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(get("&transport=carrier-pigeon").body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(get("&transport=websocket").statusCode()).isEqualTo(400);
        assertThat(client.send(
                                HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + server.port()
                                                + "/socket.io/?EIO=3&transport=polling"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .contains("Unsupported protocol version");
        assertThat(server.engine.sessions()).isZero();
    }

    @Test
    void twoPollsAtOnceEndTheSession() throws Exception {
        String sid = join();
        CompletableFuture<HttpResponse<String>> held = client.sendAsync(
                HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                        .build(),
                BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> second = client.sendAsync(
                HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                        .build(),
                BodyHandlers.ofString());
        assertThat(java.util.List.of(
                        held.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode(),
                        second.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode()))
                .containsExactlyInAnyOrder(200, 400);
        Await.until("the session ends", server.closed::get, closed -> closed == 1);
    }

    @Test
    void aBrowserThatDropsItsPollIsGone() throws Exception {
        String sid = join();
        try (RawHttp http = new RawHttp(server.port())) {
            http.head("GET /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1", "Host: x");
            // The answer to this one shows that the server has read the first.
            assertThat(post(sid, "42[\"who\"]").body()).isEqualTo("ok");
            http.answer();
            http.head("GET /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1", "Host: x");
        }
        Await.until("the session ends", server.closed::get, closed -> closed == 1);
    }

    @Test
    void whoDoesNotAnswerPingsIsGone() throws Exception {
        restart(PINGS_SOON);
        Socket socket = new Socket("");
        socket.next();
        socket.send("40");
        socket.next();
        assertThat(socket.next()).isEqualTo("2");
        socket.send("3");
        assertThat(socket.next()).isEqualTo("2");
        assertThat(socket.next()).isEqualTo("closed");
        Await.until("the listener hears of the end", server.closed::get, closed -> closed == 1);
    }

    @Test
    void whoIsNowhereIsGone() throws Exception {
        restart(JOINS_SOON);
        Socket socket = new Socket("");
        socket.next();
        assertThat(socket.next()).isEqualTo("closed");
        assertThat(server.connected).hasValue(0);
    }

    @Test
    void aPollingClientThatDoesNotFetchIsGivenUp() throws Exception {
        String sid = join();
        post(sid, "42[\"flood\",40]");
        Await.until("the session ends", server.closed::get, closed -> closed == 1);
        assertThat(poll(sid)).contains("Session ID unknown");
    }

    @Test
    void aWebSocketThatIsNotReadIsGivenUp() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.head(
                    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                    "Host: x",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(http.answer().status()).isEqualTo(101);
            http.send(masked("40"));
            http.send(masked("42[\"flood\",2000]"));
            Await.until("the session ends", server.closed::get, closed -> closed == 1);
        }
    }

    /** A client's frame with a mask of zeros. */
    private static String masked(String text) {
        return "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
    }

    @Test
    void aClientWhoseEventsWaitIsMadeToWait() throws Exception {
        String sid = join();
        post(sid, "42[\"wait\"]");
        CompletableFuture<HttpResponse<String>> held = client.sendAsync(
                HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                        .POST(BodyPublishers.ofString("42[\"hey\",\"" + EchoServer.BLOB + "\"]"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(post(openPolling(), "40").body()).isEqualTo("ok");
        assertThat(held).isNotDone();
        server.release.countDown();
        assertThat(held.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo("ok");
        assertThat(poll(sid)).contains(EchoServer.BLOB);
    }

    @Test
    void whoSendsWithoutEndIsGone() throws Exception {
        Socket socket = new Socket("");
        socket.next();
        socket.send("40");
        socket.next();
        String sid = join();
        post(sid, "42[\"wait\"]");
        String blob = "42[\"hey\",\"" + EchoServer.BLOB + "\"]";
        for (int i = 0; i < 64; i++) {
            client.sendAsync(
                    HttpRequest.newBuilder(server.http("&transport=polling&sid=" + sid))
                            .POST(BodyPublishers.ofString(blob))
                            .build(),
                    BodyHandlers.ofString());
        }
        Await.until("the session ends", () -> server.engine.sessions(), sessions -> sessions == 1);
        socket.send("42[\"hey\",1]");
        assertThat(socket.next()).isEqualTo("42[\"hey\",1]");
    }

    @Test
    void noiseEndsTheConnectionAndNothingElse() throws Exception {
        Socket good = new Socket("");
        good.next();
        good.send("40");
        good.next();
        for (String noise : new String[] {"", "9", "4", "42", "4{}", "40[]", "42[\"disconnect\"]", "4511-[\"x\"]"}) {
            Socket bad = new Socket("");
            bad.next();
            bad.send("40");
            assertThat(bad.next()).startsWith("40");
            bad.send(noise);
            assertThat(bad.next()).as(noise).isEqualTo("closed");
        }
        String sid = join();
        assertThat(post(sid, "\u001e\u001e").statusCode()).isEqualTo(400);
        assertThat(get("&transport=polling&sid=" + sid).body()).contains("Session ID unknown");
        good.send("42[\"fail\"]");
        good.send("42[\"hey\",1]");
        assertThat(good.next()).isEqualTo("42[\"hey\",1]");
        assertThat(server.engine.sessions()).isEqualTo(1);
    }
}
