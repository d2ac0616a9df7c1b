package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.server.cli.Answer.Column;
import io.sluice.tokenapi.token.VideoGrant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The rooms of a running server. */
@Command(
        name = "rooms",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, show, make and end the rooms of a running server.")
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
                            names = "--max-participants",
                            paramLabel = "COUNT",
                            defaultValue = "0",
                            description = "How many may be in it; else as configured.")
                    int maxParticipants,
            @Option(names = "--metadata", paramLabel = "TEXT", defaultValue = "", description = "Its metadata.")
                    String metadata,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode made = api.client()
                .call(
                        "RoomService/CreateRoom",
                        CREATE,
                        ApiClient.request()
                                .put("name", room)
                                .put("empty_timeout", emptyTimeout)
                                .put("max_participants", maxParticipants)
                                .put("metadata", metadata));
        api.answer().done(made, made.path("sid").asText());
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
