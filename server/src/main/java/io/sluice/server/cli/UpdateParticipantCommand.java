package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes what is said of somebody, and what they may. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Change the name, metadata, attributes or rights of somebody. What is not named stays.")
final class UpdateParticipantCommand implements Callable<Integer> {
    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private Somebody who = new Somebody();

    @Option(names = "--name", paramLabel = "TEXT", description = "The name shown to others.")
    private String name = "";

    @Option(names = "--metadata", paramLabel = "TEXT", description = "Metadata.")
    private String metadata = "";

    @Option(
            names = "--attribute",
            paramLabel = "KEY=VALUE",
            description = "An attribute; one without a value is taken away. May be repeated.")
    private @Nullable List<String> attributes;

    @Option(names = "--publish", negatable = true, description = "May send sound and pictures, or may not.")
    private @Nullable Boolean publish;

    @Option(names = "--subscribe", negatable = true, description = "May receive sound and pictures, or may not.")
    private @Nullable Boolean subscribe;

    @Option(names = "--data", negatable = true, description = "May send data, or may not.")
    private @Nullable Boolean data;

    @Override
    public Integer call() {
        ObjectNode request = who.request().put("name", name).put("metadata", metadata);
        Map<String, String> pairs = Attributes.read(attributes);
        pairs.forEach(request.putObject("attributes")::put);
        Map<String, Boolean> rights = rights();
        if (name.isEmpty() && metadata.isEmpty() && pairs.isEmpty() && rights.isEmpty()) {
            throw new CommandFailedException("there is nothing to change; --help lists what can be");
        }
        ApiClient client = api.client();
        if (!rights.isEmpty()) {
            // A permission is replaced whole.
            ObjectNode permission = request.putObject("permission");
            JsonNode now = client.call("RoomService/GetParticipant", who.admin(), who.request())
                    .path("permission");
            now.properties().forEach(member -> permission.set(member.getKey(), member.getValue()));
            rights.forEach(permission::put);
        }
        JsonNode updated = client.call("RoomService/UpdateParticipant", who.admin(), request);
        api.answer().done(updated, "updated " + who.identity() + " in " + who.room());
        return 0;
    }

    private Map<String, Boolean> rights() {
        Map<String, Boolean> rights = new TreeMap<>();
        put(rights, "can_publish", publish);
        put(rights, "can_subscribe", subscribe);
        put(rights, "can_publish_data", data);
        return rights;
    }

    private static void put(Map<String, Boolean> rights, String name, @Nullable Boolean may) {
        if (may != null) {
            rights.put(name, may);
        }
    }
}
