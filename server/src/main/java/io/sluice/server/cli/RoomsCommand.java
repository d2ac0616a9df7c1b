package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.server.cli.Answer.Column;
import io.sluice.tokenapi.token.VideoGrant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The rooms of a running server. */
@Command(
        name = "rooms",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, show, make, change and end the rooms of a running server, and send data into them.")
final class RoomsCommand {
    private static final VideoGrant LIST = VideoGrant.builder().roomList(true).build();
    private static final VideoGrant CREATE =
            VideoGrant.builder().roomCreate(true).build();

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the rooms.")
    int list(@Mixin ApiOptions api) {
        JsonNode rooms = api.client().call("RoomService/ListRooms", LIST, ApiClient.request());
        api.answer()
                .rows(
                        rooms,
                        rooms.path("rooms"),
                        List.of(
                                Column.of("SID", "sid"),
                                Column.of("NAME", "name"),
                                Column.of("PARTICIPANTS", "num_participants"),
                                Column.of("PUBLISHERS", "num_publishers"),
                                Column.time("CREATED", "creation_time")));
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show all there is to say of a room.")
    int show(@Mixin ApiOptions api, @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        ObjectNode request = ApiClient.request();
        request.putArray("names").add(room);
        JsonNode found = api.client()
                .call("RoomService/ListRooms", LIST, request)
                .path("rooms")
                .path(0);
        if (found.isMissingNode()) {
            throw new CommandFailedException("there is no room " + room);
        }
        api.answer().whole(found);
        return 0;
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a room before anybody joins.")
    int create(
            @Mixin ApiOptions api,
            @Option(
                            names = "--empty-timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long it waits for the first to join; else as configured.")
                    int emptyTimeout,
            @Option(
                            names = "--departure-timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long it goes on after the last has left; else as configured.")
                    int departureTimeout,
            @Option(
                            names = "--max-participants",
                            paramLabel = "COUNT",
                            defaultValue = "0",
                            description = "How many may be in it; else as configured.")
                    int maxParticipants,
            @Option(names = "--metadata", paramLabel = "TEXT", defaultValue = "", description = "Its metadata.")
                    String metadata,
            @Option(
                            names = "--preset",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "What of room.room_configurations holds where nothing is said here.")
                    String preset,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode made = api.client()
                .call(
                        "RoomService/CreateRoom",
                        CREATE,
                        ApiClient.request()
                                .put("name", room)
                                .put("room_preset", preset)
                                .put("empty_timeout", emptyTimeout)
                                .put("departure_timeout", departureTimeout)
                                .put("max_participants", maxParticipants)
                                .put("metadata", metadata));
        api.answer().done(made, made.path("sid").asText());
        return 0;
    }

    @Command(name = "update", mixinStandardHelpOptions = true, description = "Replace the metadata of a room.")
    int update(
            @Mixin ApiOptions api,
            @Option(
                            names = "--metadata",
                            paramLabel = "TEXT",
                            required = true,
                            description = "What it is from now on; may be empty.")
                    String metadata,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode changed = api.client()
                .call(
                        "RoomService/UpdateRoomMetadata",
                        ApiClient.admin(room),
                        ApiClient.request().put("room", room).put("metadata", metadata));
        api.answer().done(changed, "updated " + room);
        return 0;
    }

    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            description = "Send a text to those in a room, as data from the server.")
    int send(
            @Mixin ApiOptions api,
            @Option(names = "--to", paramLabel = "IDENTITY", description = "Only to them; may be repeated.") @Nullable
                    List<String> identities,
            @Option(names = "--topic", paramLabel = "NAME", description = "What clients sort it by.") @Nullable
                    String topic,
            @Option(names = "--lossy", description = "Without a second try where it is lost.") boolean lossy,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "TEXT", description = "What to send.") String text) {
        ObjectNode request = ApiClient.request()
                .put("room", room)
                .put("data", text.getBytes(StandardCharsets.UTF_8))
                .put("kind", lossy ? "LOSSY" : "RELIABLE");
        if (topic != null) {
            request.put("topic", topic);
        }
        ArrayNode destinations = request.putArray("destination_identities");
        if (identities != null) {
            identities.forEach(destinations::add);
        }
        JsonNode sent = api.client().call("RoomService/SendData", ApiClient.admin(room), request);
        api.answer().done(sent, "sent to " + room);
        return 0;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "End a room for all who are in it.")
    int delete(@Mixin ApiOptions api, @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode gone = api.client()
                .call("RoomService/DeleteRoom", CREATE, ApiClient.request().put("room", room));
        api.answer().done(gone, "ended " + room);
        return 0;
    }
}
