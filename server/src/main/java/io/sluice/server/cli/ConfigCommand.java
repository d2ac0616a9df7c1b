package io.sluice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges configurations. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Check a configuration file.")
final class ConfigCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Say whether a server would start with that file and this environment, and all that is wrong.")
    int check(
            @Option(names = "--dev", description = "As the server with --dev.") boolean development,
            @Parameters(paramLabel = "FILE", description = "The configuration file.") String file) {
        return ConfigFiles.load(spec, file, development, (loaded, out) -> {
            loaded.warnings().forEach(warning -> out.println("warning: " + warning));
            out.println(file + " is good");
        });
    }
}
