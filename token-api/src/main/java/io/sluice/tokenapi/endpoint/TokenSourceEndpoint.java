package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.E2eePolicy;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.endpoint.RoomTokens.RoomToken;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.GrantsBuilder;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit's standard token endpoint, which its client SDKs call by the name TokenSource. A wish that is not granted is refused, never passed
 * over in silence. Names of members may be written in either of the two spellings of proto JSON.
 */
final class TokenSourceEndpoint {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_METADATA = 32 * 1024;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int LONGEST_ATTRIBUTES = 64 * 1024;
    private static final Map<String, String> MEMBERS = Map.of(
            "roomName", "room_name",
            "participantName", "participant_name",
            "participantIdentity", "participant_identity",
            "participantMetadata", "participant_metadata",
            "participantAttributes", "participant_attributes",
            "roomConfig", "room_config");

    private final String path;
    private final String defaultRoom;
    private final Places places;
    private final RoomTokens tokens;
    private final ServerUrl url;
    private final Duration lifetime;

    /** @param defaultRoom for requests that name none; empty to refuse them */
    TokenSourceEndpoint(
            String path, String defaultRoom, Places places, RoomTokens tokens, ServerUrl url, Duration lifetime) {
        this.path = path;
        this.defaultRoom = defaultRoom;
        this.places = places;
        this.tokens = tokens;
        this.url = url;
        this.lifetime = lifetime;
    }

    Endpoint endpoint() {
        return new Endpoint("POST", path, Access.USER, "Failed to generate token", this::token);
    }

    private ApiAnswer token(Asked asked) {
        JsonBody wish = wish(asked);
        Place place = place(asked, wish.optionalText("room_name", LONGEST_NAME));
        String identity = wish.optionalText("participant_identity", LONGEST_NAME);
        if (!identity.isEmpty()
                && !identity.equals(place.identity())
                && !identity.equals(asked.caller().userId())) {
            throw Refusal.of(403, "participant_identity must be your own");
        }
        GrantsBuilder grants = place.grants();
        String name = wish.optionalText("participant_name", LONGEST_NAME);
        if (!name.isEmpty()) {
            grants.name(name);
        }
        String metadata = wish.optionalText("participant_metadata", LONGEST_METADATA);
        if (!metadata.isEmpty()) {
            grants.metadata(metadata);
        }
        grants.attributes(attributes(wish.member("participant_attributes")));
        JsonNode config = wish.member("room_config");
        if (config != null) {
            if (!place.rights().isOwner()) {
                throw Refusal.of(403, "room_config is for owners");
            }
            if (!(config instanceof ObjectNode wanted)) {
                throw Refusal.of(400, "room_config invalid");
            }
            E2eePolicy e2ee = place.e2ee();
            grants.roomConfig(
                    e2ee == null ? wanted.toString() : e2ee.over(wanted).toString());
        }
        String server = url.of(asked.call());
        RoomToken token = tokens.issue(place.identity(), grants.build(), lifetime, asked.now());
        ObjectNode body = JsonBody.JSON
                .createObjectNode()
                .put("server_url", server)
                .put("participant_token", token.text())
                .put("participant_identity", place.identity())
                .put("room_name", place.room())
                .put("expiresAt", token.expiresAt().toString());
        return ApiAnswer.json(201, body.toString());
    }

    /** The body with its members in one spelling. No body at all is a wish for the defaults. */
    private static JsonBody wish(Asked asked) {
        byte[] bytes = asked.call().body();
        ObjectNode given = bytes.length == 0 ? JsonBody.JSON.createObjectNode() : JsonBody.object(bytes);
        if (given == null) {
            throw Refusal.of(400, "Malformed JSON", "The body must be a JSON object");
        }
        ObjectNode known = JsonBody.JSON.createObjectNode();
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String member = MEMBERS.getOrDefault(name, name);
            if (!MEMBERS.containsValue(member) || known.has(member)) {
                throw Refusal.of(400, "Unknown field", "There is no field of that name, or it is there twice");
            }
            known.set(member, given.get(name));
        }
        return JsonBody.of(known);
    }

    private Place place(Asked asked, String wanted) {
        String room = wanted.isEmpty() ? defaultRoom : wanted;
        if (room.isEmpty()) {
            throw Refusal.of(400, "room_name required");
        }
        String channel = RoomNames.channelOf(room);
        String id = channel == null ? room : channel;
        if (!Ids.isValid(id)) {
            throw Refusal.of(400, "room_name invalid", "room_name must be channel-<id> or the id of a meeting");
        }
        return channel == null ? places.inMeeting(asked.caller(), id) : places.inChannel(asked.caller(), id, false);
    }

    private static Map<String, String> attributes(@Nullable JsonNode node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (node == null) {
            return attributes;
        }
        int length = 0;
        for (Iterator<Map.Entry<String, JsonNode>> entries = node.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            if (!entry.getValue().isTextual()) {
                throw Refusal.of(400, "participant_attributes invalid", "Attributes are texts");
            }
            length += entry.getKey().length() + entry.getValue().textValue().length();
            attributes.put(entry.getKey(), entry.getValue().textValue());
        }
        if (!node.isObject() || attributes.size() > MOST_ATTRIBUTES || length > LONGEST_ATTRIBUTES) {
            throw Refusal.of(
                    400,
                    "participant_attributes invalid",
                    "At most " + MOST_ATTRIBUTES + " attributes of " + LONGEST_ATTRIBUTES + " characters together");
        }
        return attributes;
    }
}
