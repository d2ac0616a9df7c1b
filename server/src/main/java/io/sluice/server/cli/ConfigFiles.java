package io.sluice.server.cli;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Flags;
import io.sluice.config.LoadedConfig;
import io.sluice.config.NamedFlag;
import io.sluice.config.Sources;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;

/** Loads configurations as a server would. */
final class ConfigFiles {
    private static final int REFUSED = 2;

    private ConfigFiles() {}

    /**
     * Loads one for a command, or says all that is wrong with it.
     *
     * @param file empty for none
     * @param then what the command says of it
     * @return the exit status
     */
    static int load(CommandSpec command, String file, boolean development, BiConsumer<LoadedConfig, PrintWriter> then) {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        Flags flags = file.isEmpty() ? Flags.none() : Flags.none().with(NamedFlag.CONFIG, file);
        try {
            then.accept(
                    ConfigLoader.load(Sources.of(System.getenv(), development ? flags.with(NamedFlag.DEV) : flags)),
                    out);
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("sluice: " + problem));
            return REFUSED;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
