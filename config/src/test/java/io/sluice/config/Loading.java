package io.sluice.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

/** Loads configurations the way tests write them down. */
final class Loading {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final String KEYS = "keys: {APIkey: " + SECRET + "}\n";

    private Loading() {}

    static LoadedConfig load(String yaml, Map<String, String> environment, Flags flags) throws ConfigException {
        return ConfigLoader.load(new Sources(new Document("sluice.yaml", yaml), environment, flags));
    }

    /** Loads a document to which a pair of keys is added at its end. */
    static LoadedConfig load(String yaml) throws ConfigException {
        return load(yaml + "\n" + KEYS, Map.of(), Flags.none());
    }

    static SluiceConfig config(String yaml) throws ConfigException {
        return load(yaml).config();
    }

    static SluiceConfig development(String yaml) throws ConfigException {
        return load(yaml, Map.of(), Flags.none().with(NamedFlag.DEV)).config();
    }

    static List<Problem> problems(String yaml, Map<String, String> environment, Flags flags) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> load(yaml, environment, flags));
        return refused == null ? List.of() : refused.problems();
    }

    /** The lines an operator sees for a document to which a pair of keys is added at its end. */
    static List<String> complaints(String yaml) {
        return problems(yaml + "\n" + KEYS, Map.of(), Flags.none()).stream()
                .map(Problem::toString)
                .toList();
    }
}
