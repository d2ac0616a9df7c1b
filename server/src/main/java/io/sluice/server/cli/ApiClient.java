package io.sluice.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Calls a server's API (Twirp in JSON). */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(1);

    private final URI base;
    private final TokenIssuer issuer;

    ApiClient(URI base, TokenIssuer issuer) {
        this.base = base;
        this.issuer = issuer;
    }

    static ObjectNode request() {
        return JSON.createObjectNode();
    }

    /** The right to moderate that room. */
    static VideoGrant admin(String room) {
        return VideoGrant.builder().roomAdmin(true).room(room).build();
    }

    /**
     * Calls.
     *
     * @param method such as {@code RoomService/ListRooms}
     * @param grant the right it needs
     * @throws CommandFailedException with what the server said, or why it was not reached
     */
    JsonNode call(String method, VideoGrant grant, ObjectNode request) {
        String token = issuer.issue("", Grants.builder().video(grant).build(), TOKEN_LIFETIME, Instant.now());
        HttpRequest call = HttpRequest.newBuilder(URI.create(base + "/twirp/livekit." + method))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(request.toString()))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
            JsonNode body = read(answer.body());
            if (answer.statusCode() != 200) {
                throw new CommandFailedException(reason(answer, body));
            }
            return body;
        } catch (ConnectException e) {
            throw new CommandFailedException("no server answers at " + base);
        } catch (IOException e) {
            throw new CommandFailedException("the server at " + base + " could not be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String reason(HttpResponse<String> answer, JsonNode body) {
        String text = body.path("msg").asText("");
        return text.isEmpty()
                ? "the server answered " + answer.statusCode() + ": "
                        + answer.body().strip()
                : body.path("code").asText("") + ": " + text.replaceFirst("^twirp error unknown: ", "");
    }
}
