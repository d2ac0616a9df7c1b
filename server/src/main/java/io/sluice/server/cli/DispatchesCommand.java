package io.sluice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.cli.Answer.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The agents that are called into a room. */
@Command(
        name = "dispatches",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, make and end the calls of agents into a room.")
final class DispatchesCommand {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List which agents a room wants.")
    int list(@Mixin ApiOptions api, @Parameters(paramLabel = "ROOM", description = "Its name.") String room) {
        JsonNode dispatches = api.client()
                .call(
                        "AgentDispatchService/ListDispatch",
                        ApiClient.admin(room),
                        ApiClient.request().put("room", room));
        api.answer()
                .rows(
                        dispatches,
                        dispatches.path("agent_dispatches"),
                        List.of(
                                Column.of("ID", "id"),
                                Column.of("AGENT", "agent_name"),
                                Column.of("METADATA", "metadata"),
                                new Column("JOBS", DispatchesCommand::jobs)));
        return 0;
    }

    private static String jobs(JsonNode dispatch) {
        StringBuilder jobs = new StringBuilder();
        dispatch.path("state")
                .path("jobs")
                .forEach(job -> jobs.append(jobs.isEmpty() ? "" : " ")
                        .append(job.path("id").asText())
                        .append('=')
                        .append(job.path("state").path("status").asText()));
        return jobs.toString();
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Call an agent into a room.")
    int create(
            @Mixin ApiOptions api,
            @Option(names = "--metadata", paramLabel = "TEXT", defaultValue = "", description = "Told to the agent.")
                    String metadata,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "AGENT", description = "The name the agent's workers registered by.")
                    String agent) {
        JsonNode made = api.client()
                .call(
                        "AgentDispatchService/CreateDispatch",
                        ApiClient.admin(room),
                        ApiClient.request()
                                .put("room", room)
                                .put("agent_name", agent)
                                .put("metadata", metadata));
        api.answer().done(made, made.path("id").asText());
        return 0;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Send an agent out again.")
    int delete(
            @Mixin ApiOptions api,
            @Parameters(paramLabel = "ROOM", description = "Its name.") String room,
            @Parameters(paramLabel = "DISPATCH", description = "The id of its dispatch.") String dispatch) {
        JsonNode gone = api.client()
                .call(
                        "AgentDispatchService/DeleteDispatch",
                        ApiClient.admin(room),
                        ApiClient.request().put("room", room).put("dispatch_id", dispatch));
        api.answer().done(gone, "ended " + dispatch);
        return 0;
    }
}
