package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.server.cli.Answer.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Those who are in a room of a running server. */
@Command(
        name = "participants",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, show, mute and remove those who are in a room.")
final class ParticipantsCommand {
    private static ObjectNode of(String room, String identity) {
        return ApiClient.request().put("room", room).put("identity", identity);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List who is in a room.")
    int list(@Mixin ApiOptions api, @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode people = api.client()
                .call(
                        "RoomService/ListParticipants",
                        ApiClient.admin(room),
                        ApiClient.request().put("room", room));
        api.answer()
                .rows(
                        people,
                        people.path("participants"),
                        List.of(
                                Column.of("SID", "sid"),
                                Column.of("IDENTITY", "identity"),
                                Column.of("NAME", "name"),
                                Column.of("STATE", "state"),
                                Column.of("KIND", "kind"),
                                new Column(
                                        "TRACKS",
                                        row -> Integer.toString(
                                                row.path("tracks").size())),
                                Column.time("JOINED", "joined_at")));
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show all there is to say of somebody.")
    int show(
            @Mixin ApiOptions api,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "IDENTITY", description = "Who.") String identity) {
        api.answer().whole(api.client().call("RoomService/GetParticipant", ApiClient.admin(room), of(room, identity)));
        return 0;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Send somebody out.")
    int remove(
            @Mixin ApiOptions api,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "IDENTITY", description = "Who.") String identity) {
        JsonNode gone = api.client().call("RoomService/RemoveParticipant", ApiClient.admin(room), of(room, identity));
        api.answer().done(gone, "removed " + identity + " from " + room);
        return 0;
    }

    @Command(name = "mute", mixinStandardHelpOptions = true, description = "Mute a track of somebody, or unmute it.")
    int mute(
            @Mixin ApiOptions api,
            @Option(names = "--off", description = "Unmute; the server's configuration must allow it.") boolean off,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "IDENTITY", description = "Who.") String identity,
            @Parameters(paramLabel = "TRACK", description = "The track's sid.") String track) {
        JsonNode muted = api.client()
                .call(
                        "RoomService/MutePublishedTrack",
                        ApiClient.admin(room),
                        of(room, identity).put("track_sid", track).put("muted", !off));
        if (!muted.path("track").isObject()) {
            throw new CommandFailedException(identity + " has no track " + track);
        }
        api.answer().done(muted, (off ? "unmuted " : "muted ") + track);
        return 0;
    }
}
