package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** The management API, as an application without a database of its own calls it. */
final class Management {
    /** Of every session. */
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final ServerUnderTest server;
    private final Tokens tokens;

    Management(Stage stage) {
        this.server = stage.server;
        this.tokens = stage.tokens;
    }

    static ObjectNode json() {
        return Driver.JSON.createObjectNode();
    }

    /** Stores something; fails unless the server does. */
    void put(String path, JsonNode body) {
        HttpResponse<String> answer = server.send(server.request("/api/manage/" + path)
                .header("Authorization", "Bearer " + tokens.managing())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() != 200 && answer.statusCode() != 201) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Deletes something; fails unless it was there. */
    void delete(String path) {
        HttpResponse<String> answer = server.send(server.request("/api/manage/" + path)
                .header("Authorization", "Bearer " + tokens.managing())
                .DELETE());
        if (answer.statusCode() != 204) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** A user with devices of these ids, each with a client that is named {@code user.device}. */
    void user(String user, String... devices) {
        put("users/" + user, json().put("name", user));
        for (String device : devices) {
            put(
                    "users/" + user + "/sessions/" + user + "." + device,
                    json().put("deviceId", device).put("secret", SECRET));
        }
    }

    /** A channel with calls. */
    void channel(String channel, String owner) {
        put(
                "channels/" + channel,
                json().put("name", channel).put("type", "webrtc").put("owner", owner));
    }

    /** A role with these permissions in calls. */
    void role(String role, String... permissions) {
        ObjectNode body = json().put("name", role).put("scope", "channelWebRtc");
        List.of(permissions).forEach(body.putArray("permissions")::add);
        put("roles/" + role, body);
    }

    /** A member of a channel with one role. */
    void member(String channel, String user, String role) {
        ObjectNode body = json();
        body.putArray("roles").add(role);
        put("channels/" + channel + "/members/" + user, body);
    }

    /** A member who has that role and is kept out of calls all the same. */
    void silencedMember(String channel, String user, String role) {
        ObjectNode body = json();
        body.putArray("roles").add(role);
        body.putObject("permissions").put("channelWebRtc", false);
        put("channels/" + channel + "/members/" + user, body);
    }

    void noMember(String channel, String user) {
        delete("channels/" + channel + "/members/" + user);
    }
}
