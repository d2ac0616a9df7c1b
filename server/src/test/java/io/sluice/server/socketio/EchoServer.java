package io.sluice.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.EventLoopGroup;
import io.sluice.server.http.HttpServer;
import io.sluice.server.http.TestRoutes;
import io.sluice.server.net.EventLoops;
import io.sluice.server.net.Loops;
import io.sluice.tokenapi.keyexchange.SocketHandshake;
import io.sluice.tokenapi.keyexchange.SocketListener;
import io.sluice.tokenapi.keyexchange.SocketPeer;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server whose clients hear their own events: each is sent back under its name, with its first argument. Some names do other things, see
 * {@link Echo}. Two event loops, so that connections of one client lie on different ones.
 */
final class EchoServer implements AutoCloseable {
    static final String BLOB = "x".repeat(60_000);

    private final Loops media = new Loops(1);
    private final EventLoopGroup group = EventLoops.group("signal", 2);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;
    final EngineServer engine;
    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);

    EchoServer(EngineLimits limits) throws IOException {
        engine = new EngineServer(Map.of("/", Echo::new, "/external", Echo::new), threads, new SecureRandom(), limits);
        http = HttpServer.start(
                group, List.of("127.0.0.1"), 0, TestRoutes.over(media).beneath("/socket.io/", engine));
    }

    int port() {
        return http.port();
    }

    URI http(String query) {
        return URI.create("http://127.0.0.1:" + port() + "/socket.io/?EIO=4" + query);
    }

    URI webSocket(String query) {
        return URI.create("ws://127.0.0.1:" + port() + "/socket.io/?EIO=4&transport=websocket" + query);
    }

    private final class Echo implements SocketListener {
        private final SocketPeer peer;
        private final SocketHandshake handshake;

        Echo(SocketPeer peer, SocketHandshake handshake) {
            this.peer = peer;
            this.handshake = handshake;
            connected.incrementAndGet();
        }

        @Override
        public void received(String event, List<JsonNode> arguments) {
            JsonNode first = arguments.isEmpty() ? PacketCodec.JSON.nullNode() : arguments.getFirst();
            switch (event) {
                case "who" -> peer.emit("who", handshake.auth());
                case "goodbye" -> peer.disconnect();
                case "fail" -> throw new IllegalStateException("as asked");
                case "wait" -> await();
                case "flood" -> {
                    for (int i = 0; i < first.asInt(); i++) {
                        peer.emit("blob", PacketCodec.JSON.getNodeFactory().textNode(BLOB));
                    }
                }
                default -> peer.emit(event, first);
            }
        }

        private void await() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
        }
    }

    @Override
    public void close() {
        release.countDown();
        engine.close();
        http.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        threads.shutdownNow();
        media.close();
    }
}
