package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.live.LiveRooms;
import java.util.List;

/** Who is in the call of a channel, and sending somebody out of it. */
final class RoomEndpoints {
    private final Places places;
    private final LiveRooms rooms;

    RoomEndpoints(Places places, LiveRooms rooms) {
        this.places = places;
        this.rooms = rooms;
    }

    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "GET",
                        "/client/channels/{channelId}/participants",
                        Access.USER,
                        "Failed to get participants",
                        this::participants),
                new Endpoint(
                        "GET", "/api/livekit/room/{channelId}", Access.USER, "Failed to get room info", this::room),
                new Endpoint(
                        "DELETE",
                        "/api/livekit/room/{channelId}/participants/{identity}",
                        Access.USER_OR_ADMINISTRATOR,
                        "Failed to remove participant",
                        this::remove));
    }

    private ApiAnswer room(Asked asked) {
        Channel channel = channel(asked);
        places.channelRights(asked.caller().userId(), channel);
        List<LiveParticipant> participants = rooms.participants(RoomNames.ofChannel(channel.id()));
        boolean connected = participants.stream()
                .anyMatch(each ->
                        Identities.userOf(each.identity()).equals(asked.caller().userId()));
        ObjectNode body = JsonBody.JSON
                .createObjectNode()
                .put("roomName", RoomNames.ofChannel(channel.id()))
                .put("connected", connected);
        ArrayNode list = body.putArray("participants");
        for (LiveParticipant each : participants) {
            ObjectNode entry = list.addObject()
                    .put("identity", each.identity())
                    .put("name", each.name())
                    .put("joinedAt", each.joinedAt().toString());
            entry.set("tracks", tracks(each));
        }
        return ApiAnswer.json(200, body.toString());
    }

    /** The same as PeerWave's list of a channel has it. Nobody is shown an e-mail address; pictures are the application's. */
    private ApiAnswer participants(Asked asked) {
        Channel channel = channel(asked);
        places.channelRights(asked.caller().userId(), channel);
        List<LiveParticipant> present = rooms.participants(RoomNames.ofChannel(channel.id()));
        ObjectNode body = JsonBody.JSON.createObjectNode().put("status", "ok");
        ArrayNode list = body.putArray("participants");
        for (LiveParticipant each : present) {
            String user = Identities.userOf(each.identity());
            boolean owner = channel.isOwnedBy(user);
            ObjectNode entry = list.addObject()
                    .put("uuid", user)
                    .put("displayName", each.name())
                    .putNull("email")
                    .putNull("picture")
                    .put("permission", owner ? "owner" : "member")
                    .put("isOwner", owner)
                    .put("connectionState", "connected")
                    .put("joinedAt", each.joinedAt().toString());
            entry.set("tracks", tracks(each));
        }
        body.put("totalCount", present.size()).put("roomName", RoomNames.ofChannel(channel.id()));
        return ApiAnswer.json(200, body.toString());
    }

    private static ObjectNode tracks(LiveParticipant who) {
        return JsonBody.JSON
                .createObjectNode()
                .put("audio", who.audio())
                .put("video", who.video())
                .put("screen", who.screen());
    }

    private ApiAnswer remove(Asked asked) {
        Channel channel = channel(asked);
        Caller user = asked.user();
        if (user != null && !channel.isOwnedBy(user.userId())) {
            throw Refusal.of(403, "Not the channel owner");
        }
        String room = RoomNames.ofChannel(channel.id());
        String identity = asked.id("identity");
        if (rooms.participants(room).stream().noneMatch(each -> each.identity().equals(identity))) {
            throw Refusal.of(404, "Participant not found");
        }
        rooms.remove(room, identity);
        return ApiAnswer.empty(204);
    }

    private Channel channel(Asked asked) {
        return places.channel(JsonBody.checkedId("channelId", asked.id("channelId")));
    }
}
