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
        subcommands = UpdateParticipantCommand.class,
        description = "List, show, change, mute, move and remove those who are in a room.")
final class ParticipantsCommand {
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
    int show(@Mixin ApiOptions api, @Mixin Somebody who) {
        api.answer().whole(api.client().call("RoomService/GetParticipant", who.admin(), who.request()));
        return 0;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Send somebody out.")
    int remove(@Mixin ApiOptions api, @Mixin Somebody who) {
        JsonNode gone = api.client().call("RoomService/RemoveParticipant", who.admin(), who.request());
        api.answer().done(gone, "removed " + who.identity() + " from " + who.room());
        return 0;
    }

    @Command(name = "mute", mixinStandardHelpOptions = true, description = "Mute a track of somebody, or unmute it.")
    int mute(
            @Mixin ApiOptions api,
            @Option(names = "--off", description = "Unmute; the server's configuration must allow it.") boolean off,
            @Mixin Somebody who,
            @Parameters(index = "2", paramLabel = "TRACK", description = "The track's sid.") String track) {
        JsonNode muted = api.client()
                .call(
                        "RoomService/MutePublishedTrack",
                        who.admin(),
                        who.request().put("track_sid", track).put("muted", !off));
        if (!muted.path("track").isObject()) {
            throw new CommandFailedException(who.identity() + " has no track " + track);
        }
        api.answer().done(muted, (off ? "unmuted " : "muted ") + track);
        return 0;
    }

    @Command(
            name = "subscribe",
            mixinStandardHelpOptions = true,
            description = "Let somebody receive tracks of others, or no longer.")
    int subscribe(
            @Mixin ApiOptions api,
            @Option(names = "--off", description = "End what is received of these tracks.") boolean off,
            @Mixin Somebody who,
            @Parameters(index = "2..*", arity = "1..*", paramLabel = "TRACK", description = "The tracks' sids.")
                    List<String> tracks) {
        ObjectNode request = who.request().put("subscribe", !off);
        tracks.forEach(request.putArray("track_sids")::add);
        JsonNode done = api.client().call("RoomService/UpdateSubscriptions", who.admin(), request);
        api.answer()
                .done(
                        done,
                        (off ? "unsubscribed " : "subscribed ")
                                + who.identity()
                                + (off ? " from " : " to ")
                                + String.join(" ", tracks));
        return 0;
    }

    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = "Send somebody over to another room, which is opened if need be.")
    int move(
            @Mixin ApiOptions api,
            @Mixin Somebody who,
            @Parameters(index = "2", paramLabel = "DESTINATION", description = "The other room's name.")
                    String destination) {
        bring("MoveParticipant", api, who, destination, "moved ");
        return 0;
    }

    @Command(
            name = "forward",
            mixinStandardHelpOptions = true,
            description = "Put what somebody publishes into another room as well, which is opened if need be.")
    int forward(
            @Mixin ApiOptions api,
            @Mixin Somebody who,
            @Parameters(index = "2", paramLabel = "DESTINATION", description = "The other room's name.")
                    String destination) {
        bring("ForwardParticipant", api, who, destination, "forwarded ");
        return 0;
    }

    private static void bring(String method, ApiOptions api, Somebody who, String destination, String done) {
        JsonNode answer = api.client()
                .call(
                        "RoomService/" + method,
                        who.adminTo(destination),
                        who.request().put("destination_room", destination));
        api.answer().done(answer, done + who.identity() + " from " + who.room() + " to " + destination);
    }

    @Command(
            name = "call",
            mixinStandardHelpOptions = true,
            description = "Call a method that somebody's client registered, and print what it answers.")
    int call(
            @Mixin ApiOptions api,
            @Mixin Somebody who,
            @Parameters(index = "2", paramLabel = "METHOD", description = "Its name.") String method,
            @Parameters(index = "3", paramLabel = "PAYLOAD", defaultValue = "", description = "What it is told.")
                    String payload) {
        JsonNode answer = api.client()
                .call(
                        "RoomService/PerformRpc",
                        who.admin(),
                        ApiClient.request()
                                .put("room", who.room())
                                .put("destination_identity", who.identity())
                                .put("method", method)
                                .put("payload", payload));
        api.answer().text(answer, answer.path("payload").asText());
        return 0;
    }
}
