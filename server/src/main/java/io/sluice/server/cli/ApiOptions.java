package io.sluice.server.cli;

import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server is asked, by which right, and how its answer is shown. */
final class ApiOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:LIVEKIT_URL:-http://localhost:7880}",
            description = "Where the server is; else LIVEKIT_URL, else http://localhost:7880.")
    private String url = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Where the server's answer is shown. */
    Answer answer() {
        return new Answer(command.commandLine().getOut(), json);
    }

    /** Clients are told of WebSockets; the API is on the same port. */
    ApiClient client() {
        String http = url.replaceFirst("^ws", "http").replaceFirst("/+$", "");
        URI base;
        try {
            base = URI.create(http);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("this is no URL: " + url);
        }
        if (!http.startsWith("http://") && !http.startsWith("https://")) {
            throw new CommandFailedException("this is no URL of a server: " + url);
        }
        return new ApiClient(base, keys.issuer());
    }
}
