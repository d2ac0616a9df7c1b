package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.endpoint.RoomTokens.RoomToken;
import io.sluice.tokenapi.http.ApiAnswer;

/** What PeerWave's clients read of an answer with a token, and beside it the same by the names other clients know. */
final class RoomAnswers {
    private RoomAnswers() {}

    /**
     * An answer.
     *
     * @param metadata of the answer, not of the token
     */
    static ApiAnswer of(RoomToken token, String url, String room, String identity, ObjectNode metadata) {
        return ApiAnswer.json(
                200, body(token, url, room, identity).set("metadata", metadata).toString());
    }

    /** The same for a user. */
    static ApiAnswer of(
            RoomToken token,
            String url,
            String room,
            String identity,
            ObjectNode metadata,
            String userId,
            String username,
            Rights rights) {
        ObjectNode body = body(token, url, room, identity);
        body.putObject("userInfo").put("userId", userId).put("username", username);
        body.put("isOwner", rights.isOwner());
        body.putObject("permissions")
                .put("canPublish", rights.canPublish())
                .put("canSubscribe", rights.canSubscribe())
                .put("canPublishData", rights.canPublishData())
                .put("roomAdmin", rights.roomAdmin());
        metadata.putObject("permissions")
                .put("canPublish", rights.canPublish())
                .put("canSubscribe", rights.canSubscribe())
                .put("isOwner", rights.isOwner());
        return ApiAnswer.json(200, body.set("metadata", metadata).toString());
    }

    private static ObjectNode body(RoomToken token, String url, String room, String identity) {
        return JsonBody.JSON
                .createObjectNode()
                .put("token", token.text())
                .put("url", url)
                .put("roomName", room)
                .put("identity", identity)
                .put("server_url", url)
                .put("participant_token", token.text())
                .put("expiresAt", token.expiresAt().toString())
                .put("ttl", token.lifetime().toSeconds());
    }
}
