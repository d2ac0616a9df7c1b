package io.sluice.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * API keys with their secrets, in the order they were given: the first one signs. Immutable; its text shows no secret.
 *
 * @param placeholder whether these are the well-known keys of development mode, because there were no others
 */
public record ApiKeys(Map<String, String> secrets, boolean placeholder) {
    public ApiKeys {
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    }

    @Override
    public String toString() {
        return "ApiKeys" + secrets.keySet();
    }
}
