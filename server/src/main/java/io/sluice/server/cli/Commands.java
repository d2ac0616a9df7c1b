package io.sluice.server.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands beside the server itself. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int HELP_WIDTH = 110;

    private Commands() {}

    /** A fresh one of each, by its name. */
    private static List<Object> all() {
        return List.of(
                new GenerateKeysCommand(),
                new TokenCommand(),
                new RoomsCommand(),
                new ParticipantsCommand(),
                new DispatchesCommand(),
                new ConfigCommand(),
                new PortsCommand());
    }

    /** Whether the command line asks for one of them rather than for a server. */
    public static boolean areMeantBy(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /**
     * Does what is asked.
     *
     * @return the exit status: 0 when it was done, 1 when not, 2 when it was not understood
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(CommandSpec.create().name("sluice"));
        all().forEach(line::addSubcommand);
        return line.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> {
                    complain(err, e.getMessage());
                    complain(err, e.getCommandLine().getCommandSpec().qualifiedName() + " --help tells more");
                    return WRONG_USE;
                })
                .setExecutionExceptionHandler((e, _, _) -> {
                    if (e instanceof CommandFailedException failed) {
                        complain(err, failed.getMessage());
                        return FAILED;
                    }
                    throw e;
                })
                .execute(arguments);
    }

    /** One line each, for the help of the program. */
    public static List<String> summary() {
        return all().stream()
                .map(command -> CommandSpec.forAnnotatedObject(command))
                .map(spec -> String.format(
                        "  %-14s %s",
                        spec.name(), String.join(" ", spec.usageMessage().description())))
                .toList();
    }

    private static void complain(PrintWriter err, @Nullable String message) {
        err.println("sluice: " + message);
        err.flush();
    }
}
