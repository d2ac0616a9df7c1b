package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The stock Socket.IO client, as applications use it to exchange keys. */
final class KeySocket implements Client {
    private final Driver driver;
    private final String id;
    private final String name;

    KeySocket(Driver driver, String id, String name) {
        this.driver = driver;
        this.id = id;
        this.name = name;
    }

    private JsonNode call(String function, Map<String, ?> args) {
        return driver.ask("call", Map.of("participant", id, "name", function, "args", args));
    }

    /** Connects by these transports, tried in this order. */
    KeySocket connects(List<String> transports) {
        call("connect", Map.of("transports", transports));
        return this;
    }

    /** Proves by the secret of a session who this is. */
    KeySocket signsIn(String clientId, String secret) {
        int before = told("authenticated").size();
        emits("authenticate", credentials(clientId, secret));
        JsonNode answer = Await.until("an answer to " + name, () -> told("authenticated"), all -> all.size() > before)
                .getLast();
        if (!answer.path("authenticated").asBoolean()) {
            throw new AssertionError(name + " is told " + answer);
        }
        return this;
    }

    private static ObjectNode credentials(String clientId, String secret) {
        String timestamp = Long.toString(System.currentTimeMillis());
        String nonce = UUID.randomUUID().toString();
        String signed = String.join(":", clientId, timestamp, nonce, "/socket.io/auth", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return Driver.JSON
                    .createObjectNode()
                    .put("X-Client-ID", clientId)
                    .put("X-Timestamp", timestamp)
                    .put("X-Nonce", nonce)
                    .put("X-Signature", signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    KeySocket emits(String event, JsonNode payload) {
        call("emit", Map.of("event", event, "payload", payload));
        return this;
    }

    /** Adds four bytes, 0, 1, 2 and 255, under a name. */
    KeySocket emitsBytes(String event, JsonNode payload, String name) {
        call("emit", Map.of("event", event, "payload", payload, "bytes", name));
        return this;
    }

    /** Waits until the server has dealt with everything that was sent before. */
    KeySocket settled() {
        call("settled", Map.of());
        return this;
    }

    /** What came so far under this name. */
    List<JsonNode> told(String event) {
        List<JsonNode> payloads = new ArrayList<>();
        for (JsonNode each : call("events", Map.of())) {
            if (each.path(0).asText().equals(event)) {
                payloads.add(each.path(1));
            }
        }
        return payloads;
    }

    /** The event of this name that came as the n-th, counted from 1; waits for it. */
    JsonNode hears(String event, int number) {
        return Await.until(
                        name + " hears " + event + " for the time no. " + number,
                        () -> told(event),
                        all -> all.size() >= number)
                .get(number - 1);
    }

    /** How it is connected. */
    String transport() {
        return call("transport", Map.of()).asText();
    }

    /** Loses its connection; it makes another by itself. */
    void losesItsConnection() {
        int before = connections();
        call("cut", Map.of());
        Await.until("another connection of " + name, this::connections, count -> count > before);
    }

    private int connections() {
        int count = 0;
        for (JsonNode change : call("changes", Map.of())) {
            count += change.path(0).asText().equals("connect") ? 1 : 0;
        }
        return count;
    }

    @Override
    public String report() {
        return name + "\n  events: " + call("events", Map.of()) + "\n  connection: " + call("changes", Map.of())
                + "\n  troubles: " + driver.ask("troubles", Map.of("participant", id));
    }

    @Override
    public void close() {
        driver.ask("close", Map.of("participant", id));
    }
}
