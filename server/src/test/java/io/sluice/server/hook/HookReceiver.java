package io.sluice.server.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.server.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A backend that is told events: keeps what it accepted. */
public final class HookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final List<Integer> refused = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String location = "";

    /** A request. */
    public record Got(String path, String authorization, String contentType, JsonNode body) {
        public String event() {
            return body.path("event").asText();
        }

        public String room() {
            return body.path("room").path("name").asText();
        }

        public long sequence() {
            return body.path("sequence").asLong();
        }
    }

    private HookReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static HookReceiver start() {
        return start(0);
    }

    public static HookReceiver start(int port) {
        try {
            return new HookReceiver(port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        Got request = new Got(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                JSON.readTree(exchange.getRequestBody().readAllBytes()));
        int answer = status;
        if (answer == 307 && request.path().equals(location)) {
            answer = 200;
        }
        if (answer == 200) {
            got.add(request);
        } else {
            refused.add(answer);
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    /** What every request is answered from now on. */
    public void answer(int next) {
        status = next;
    }

    /** Requests to any other path are sent there. */
    void moveTo(String path, int by) {
        location = path;
        status = by;
    }

    int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    public List<Got> got() {
        return List.copyOf(got);
    }

    int refusals() {
        return refused.size();
    }

    /** Waits for that many requests that were answered well. */
    public List<Got> await(int count) {
        return Await.until(count + " events", this::got, events -> events.size() >= count);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
