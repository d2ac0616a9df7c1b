package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.sluice.server.Await;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.Loops;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections on a server that loses its patience soon. */
class HeartbeatIT {
    /** Long enough for a client on a busy machine, that answers thirty pings in it. */
    private static final Heartbeat SOON = new Heartbeat(Duration.ofMillis(100), Duration.ofSeconds(3));

    private final Loops media = new Loops(1);
    private final EventLoopGroup group = EventLoops.group("signal", 1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(group, List.of("127.0.0.1"), 0, TestRoutes.over(media, SOON));
    }

    @AfterEach
    void stop() {
        server.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        media.close();
    }

    private SignalClient join(String identity) {
        return SignalClient.join(
                URI.create("ws://127.0.0.1:" + server.port() + "/rtc"), RunningNode.token(identity, "lobby"));
    }

    /** A client that has joined and then does nothing, not even answer pings. */
    private RawHttp deadClient(String identity) throws IOException {
        RawHttp client = new RawHttp(server.port());
        client.head(
                "GET /rtc?access_token=" + RunningNode.token(identity, "lobby") + "&protocol=16 HTTP/1.1",
                "Host: x",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(client.answer().status()).isEqualTo(101);
        return client;
    }

    @Test
    void theServerAsksAgainAndAgainWhetherTheClientIsThere() {
        try (SignalClient ann = join("ann")) {
            Await.until("three pings", ann::pings, pings -> pings >= 3);
        }
    }

    @Test
    void whoAnswersNothingIsClosedAndWhoAnswersPingsIsNot() throws IOException {
        try (SignalClient ann = join("ann");
                RawHttp dead = deadClient("bob")) {
            ann.awaitJoin();

            dead.readToTheEnd();

            // Ann has said no more than the one who is gone, but for her pongs.
            ann.send(SignalRequest.newBuilder().setPing(1).build());
            ann.await("a pong", SignalResponse::hasPong);
        }
    }
}
