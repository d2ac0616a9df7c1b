package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody with an application like PeerWave: its requests and its socket are signed by the device's secret, and it gives the keys of its
 * media to whoever it meets, by the socket.
 */
final class PeerWaveUser implements Client {
    /** Also the identity in calls of channels. */
    final String id;

    /** The browser it calls with. */
    final Participant call;

    PeerWaveUser(String id, Participant call) {
        this.id = id;
        this.call = call;
    }

    /** Signs in at the socket; what the server says of it. */
    JsonNode signsIn() {
        Map<String, String> account = Map.of("user", id, "client", id + ".1", "secret", Management.SECRET);
        return call.call("signsIn", Map.of("account", account));
    }

    /** The {@code status} and {@code body} of an answer. */
    JsonNode requestsToken(String channel) {
        return call.call("requestsToken", Map.of("channel", channel));
    }

    /** Registers, gets a token, joins, and asks those whom it found for their keys; the {@code url} it connected to, and whom it {@code found}. */
    JsonNode enters(String channel) {
        return call.call("enters", Map.of("channel", channel));
    }

    /** Encrypts as all do, and asks nobody for a key. */
    void entersWithoutKeys(String channel) {
        call.call("enters", Map.of("channel", channel, "keys", false));
    }

    void leaves() {
        call.leaves();
    }

    /** Switches on the browser's own camera and microphone. */
    void enablesDevices() {
        call.call("enableDevices", Map.of());
    }

    /** Messages of these events so far. */
    List<JsonNode> heard(String event) {
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode note : call.call("heard", Map.of())) {
            if (note.path(0).asText().equals(event)) {
                messages.add(note.path(1));
            }
        }
        return messages;
    }

    /** Waits until it has somebody's key, or a newer one than the first. */
    void awaitKeyOf(PeerWaveUser other, int index) {
        Await.until(
                id + " has key " + index + " of " + other.id,
                () -> call.call("keys", Map.of()),
                keys -> keys.path(other.id).asInt(-1) >= index);
    }

    @Override
    public String report() {
        return call.report() + "\n  socket: " + call.call("heard", Map.of());
    }

    @Override
    public void close() {
        call.close();
    }
}
