package io.sluice.config;

import java.util.List;

/**
 * A configuration a server may start with.
 *
 * @param warnings one line each, for the log: keys that do nothing, old names, values that were bent
 */
public record LoadedConfig(SluiceConfig config, List<String> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
