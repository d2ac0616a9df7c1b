package io.sluice.server;

import io.sluice.config.Flags;
import io.sluice.config.NamedFlag;
import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import io.sluice.server.cli.Commands;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line: the flags LiveKit has, and one for every scalar key of the configuration. */
final class CommandLineFlags {
    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    private CommandLineFlags() {}

    static CommandLine parser() {
        CommandSpec spec = CommandSpec.create()
                .name("sluice")
                .addOption(OptionSpec.builder(HELP, "-h")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build())
                .addOption(OptionSpec.builder(VERSION)
                        .versionHelp(true)
                        .description("Show the version and exit.")
                        .build());
        spec.usageMessage()
                .description("A selective forwarding unit that LiveKit clients can use.")
                .footer(Stream.concat(
                                Stream.of("", "Instead of running a server (sluice COMMAND --help tells more):"),
                                Stream.concat(
                                        Commands.summary().stream(),
                                        Stream.of(
                                                "",
                                                "Every scalar key of the configuration file is a flag too, such as --rtc.tcp_port 7881.",
                                                "docs/reference/configuration.md describes the keys.")))
                        .toArray(String[]::new));
        spec.version("sluice " + version());
        for (NamedFlag flag : NamedFlag.values()) {
            OptionSpec.Builder option = OptionSpec.builder("--" + flag.flag()).description(flag.meaning());
            spec.addOption(
                    (flag.isSwitch() ? option : flag.isRepeatable() ? repeatable(option) : single(option)).build());
        }
        for (KnownKey key : KnownKeys.all()) {
            if (key.isScalar() && spec.findOption("--" + key.path()) == null) {
                spec.addOption(single(OptionSpec.builder("--" + key.path()))
                        .hidden(true)
                        .build());
            }
        }
        // A password may begin with an @, and what stands in a script may be overruled by what is typed after it.
        return new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
    }

    /** Given twice, the last one counts. */
    private static OptionSpec.Builder single(OptionSpec.Builder option) {
        return option.arity("1").type(String.class).paramLabel("VALUE");
    }

    private static OptionSpec.Builder repeatable(OptionSpec.Builder option) {
        return option.arity("1").type(List.class).auxiliaryTypes(String.class).paramLabel("VALUE");
    }

    static Flags of(ParseResult parsed) {
        Flags flags = Flags.none();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String name = option.longestName().substring(2);
            for (String value : values(option)) {
                flags = flags.with(name, value);
            }
        }
        return flags;
    }

    private static Iterable<String> values(ArgSpec option) {
        return option.arity().max() == 0 ? List.of("true") : option.stringValues();
    }

    private static String version() {
        String version = CommandLineFlags.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
