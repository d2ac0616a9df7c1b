package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.caller.CallerCheck;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.endpoint.RoomTokens.RoomToken;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Tokens for Matrix users, as Element Call asks for them: by its older path and its newer one (MSC4195). */
final class MatrixEndpoints {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int LONGEST = 1024;
    private static final String SLOT_OF_OLD_CLIENTS = "m.call#ROOM";
    private static final Set<String> DELAYED_LEAVE = Set.of("delay_id", "delay_timeout", "delay_cs_api_url");
    private static final Set<String> OPENID = Set.of("access_token", "token_type", "matrix_server_name", "expires_in");

    private final Homeservers homeservers;
    private final CallerAuthenticator callers;
    private final RoomTokens tokens;
    private final ServerUrl url;

    MatrixEndpoints(Homeservers homeservers, CallerAuthenticator callers, RoomTokens tokens, ServerUrl url) {
        this.homeservers = homeservers;
        this.callers = callers;
        this.tokens = tokens;
        this.url = url;
    }

    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("POST", "/sfu/get", Access.OWN_PROOF, "M_UNKNOWN", this::older),
                new Endpoint("POST", "/get_token", Access.OWN_PROOF, "M_UNKNOWN", this::newer));
    }

    private ApiAnswer older(Asked asked) throws InterruptedException {
        ObjectNode body = body(asked, Set.of("room", "openid_token", "device_id"));
        String room = text(body, "room");
        String device = text(body, "device_id");
        String user = user(asked, body);
        return answer(asked, user + ':' + device, MatrixHash.of(room, SLOT_OF_OLD_CLIENTS));
    }

    private ApiAnswer newer(Asked asked) throws InterruptedException {
        ObjectNode body = body(asked, Set.of("room_id", "slot_id", "openid_token", "member"));
        ObjectNode member = object(body, "member", Set.of("id", "claimed_user_id", "claimed_device_id"));
        String room = MatrixHash.of(text(body, "room_id"), text(body, "slot_id"));
        String id = text(member, "id");
        String device = text(member, "claimed_device_id");
        String claimed = member.path("claimed_user_id").asText("");
        String user = user(asked, body);
        if (!claimed.isEmpty() && !claimed.equals(user)) {
            throw error(401, "M_UNAUTHORIZED", "The account is another than the claimed one");
        }
        return answer(asked, MatrixHash.of(user, device, id), room);
    }

    /** Whom the homeserver vouches for. Those who prove nothing are counted by address before anybody is asked. */
    private String user(Asked asked, ObjectNode body) throws InterruptedException {
        ObjectNode openId = object(body, "openid_token", OPENID);
        String accessToken = text(openId, "access_token");
        String server = text(openId, "matrix_server_name");
        if (callers.checkAnybody(asked.call(), asked.now()) instanceof CallerCheck.Denied) {
            throw error(429, "M_LIMIT_EXCEEDED", "Too many requests");
        }
        if (!homeservers.isKnown(server)) {
            throw error(403, "M_FORBIDDEN", "Users of this homeserver are not served here");
        }
        try {
            String user = homeservers.userOf(server, accessToken);
            if (user == null) {
                throw error(401, "M_UNAUTHORIZED", "The homeserver does not know this OpenID token");
            }
            return user;
        } catch (IOException e) {
            throw error(500, "M_UNKNOWN", "The homeserver could not be asked");
        }
    }

    private ApiAnswer answer(Asked asked, String identity, String room) {
        Grants grants = Grants.builder()
                .video(VideoGrant.builder()
                        .roomJoin(true)
                        .room(room)
                        .canPublish(true)
                        .canSubscribe(true)
                        .canUpdateOwnMetadata(true)
                        .build())
                .build();
        String server = url.of(asked.call());
        RoomToken token = tokens.issue(identity, grants, LIFETIME, asked.now());
        return ApiAnswer.json(
                200,
                JsonBody.JSON
                        .createObjectNode()
                        .put("url", server)
                        .put("jwt", token.text())
                        .toString());
    }

    private static ObjectNode body(Asked asked, Set<String> members) {
        ObjectNode body = JsonBody.object(asked.call().body());
        if (body == null) {
            throw error(400, "M_NOT_JSON", "The body is not a JSON object");
        }
        boolean delays = false;
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            delays |= DELAYED_LEAVE.contains(name);
            if (!members.contains(name) && !DELAYED_LEAVE.contains(name)) {
                throw error(400, "M_NOT_JSON", "The body has a field that is not known");
            }
        }
        if (delays) {
            // Clients ask again without these.
            throw error(400, "M_BAD_JSON", "Delayed leave events are not sent by this server");
        }
        return body;
    }

    private static ObjectNode object(ObjectNode body, String name, Set<String> members) {
        if (!(body.get(name) instanceof ObjectNode object)) {
            throw error(400, "M_BAD_JSON", name + " must be an object");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!members.contains(names.next())) {
                throw error(400, "M_NOT_JSON", "The body has a field that is not known");
            }
        }
        return object;
    }

    private static String text(ObjectNode object, String name) {
        JsonNode node = object.get(name);
        if (node == null
                || !node.isTextual()
                || node.textValue().isEmpty()
                || node.textValue().length() > LONGEST) {
            throw error(400, "M_BAD_JSON", name + " must be a text");
        }
        return node.textValue();
    }

    private static Refusal error(int status, String code, String text) {
        ObjectNode body = JsonBody.JSON.createObjectNode().put("errcode", code).put("error", text);
        return new Refusal(ApiAnswer.json(status, body.toString()));
    }
}
