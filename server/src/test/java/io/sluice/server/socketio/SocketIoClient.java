package io.sluice.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client by WebSocket in one namespace, which keeps all events that it is sent. */
public final class SocketIoClient implements WebSocket.Listener, AutoCloseable {
    private final String namespace;
    private final List<String> packets = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean closed;

    /** An event with its argument. */
    public record Event(String name, JsonNode payload) {}

    /**
     * Connects and joins.
     *
     * @param auth JSON for the namespace, or an empty text
     */
    public SocketIoClient(HttpClient http, int port, String namespace, String auth) {
        this.namespace = namespace.equals("/") ? "" : namespace + ",";
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), this)
                .join();
        packet("0{");
        send("40" + this.namespace + auth);
        packet("40" + this.namespace + "{\"sid\":\"");
    }

    /** The first packet that begins like this. */
    public String packet(String beginning) {
        return Await.until("a packet " + beginning, () -> find(beginning), found -> found != null);
    }

    private @Nullable String find(String beginning) {
        return packets.stream()
                .filter(packet -> packet.startsWith(beginning))
                .findFirst()
                .orElse(null);
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends an event. */
    public void emit(String event, JsonNode payload) {
        send("42" + namespace + PacketCodec.JSON.createArrayNode().add(event).add(payload));
    }

    /** Everything so far. */
    public List<Event> events() {
        List<Event> events = new ArrayList<>();
        String beginning = "42" + namespace;
        for (String packet : packets) {
            if (packet.startsWith(beginning)) {
                JsonNode data = json(packet.substring(beginning.length()));
                events.add(new Event(data.path(0).asText(), data.path(1)));
            }
        }
        return events;
    }

    /** What came so far under this name. */
    public List<JsonNode> events(String name) {
        return events().stream()
                .filter(event -> event.name().equals(name))
                .map(Event::payload)
                .toList();
    }

    /** The event of this name that came as the n-th, counted from 1; waits for it. */
    public JsonNode event(String name, int number) {
        return Await.until(name + " no. " + number, () -> events(name), events -> events.size() >= number)
                .get(number - 1);
    }

    /** Waits until all that it sent has been dealt with: the answer to a last event comes after everything else. */
    public void settled() {
        long number = 1000 + packets.size();
        send("42" + namespace + number + "[\"clientReady\"]");
        packet("43" + namespace + number);
    }

    /** Leaves the namespace and joins it again as a new socket; returns when the server is done with the end of the old one. */
    public void rejoins() {
        send("41" + namespace);
        send("40" + namespace);
        settled();
    }

    private static JsonNode json(String text) {
        try {
            return PacketCodec.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the server's end of the connection. */
    public void awaitClosed() {
        assertThat(Await.until("the end", () -> closed, end -> end)).isTrue();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            packets.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
