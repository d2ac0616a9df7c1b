package io.sluice.server.cli;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Flags;
import io.sluice.config.LoadedConfig;
import io.sluice.config.NamedFlag;
import io.sluice.config.Sources;

/** Loads configurations as a server would. */
final class ConfigFiles {
    private ConfigFiles() {}

    /** @param file empty for none */
    static LoadedConfig load(String file, boolean development) throws ConfigException {
        Flags flags = file.isEmpty() ? Flags.none() : Flags.none().with(NamedFlag.CONFIG, file);
        return ConfigLoader.load(Sources.of(System.getenv(), development ? flags.with(NamedFlag.DEV) : flags));
    }
}
