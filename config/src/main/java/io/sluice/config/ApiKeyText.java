package io.sluice.config;

import io.sluice.config.keys.KnownKeys;
import io.sluice.config.keys.ValueReader;
import io.sluice.config.yaml.YamlDocument;
import io.sluice.config.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads API keys from a text of their own: a flag, an environment variable or a key file. */
final class ApiKeyText {
    private ApiKeyText() {}

    /** The text does not hold keys. The message tells no secret. */
    static final class Unreadable extends Exception {
        private static final String EXPECTATION = "expected one \"key: secret\" a line, with a space after the colon";

        Unreadable() {
            super(EXPECTATION);
        }

        @Override
        public String getMessage() {
            return EXPECTATION;
        }
    }

    /** @return API key to secret, in the order of the text */
    static Map<String, String> parse(String text) throws Unreadable {
        YamlDocument yaml = YamlReader.read(text);
        if (yaml.root() == null || !yaml.faults().isEmpty()) {
            throw new Unreadable();
        }
        try {
            Map<String, String> keys = new LinkedHashMap<>();
            ((Map<?, ?>) ValueReader.read(KnownKeys.get("keys"), yaml.root()))
                    .forEach((key, secret) -> keys.put((String) key, (String) secret));
            return keys;
        } catch (ValueReader.WrongValue e) {
            throw new Unreadable();
        }
    }
}
