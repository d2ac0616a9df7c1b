package io.sluice.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes as they are written on a command line. */
final class Attributes {
    private Attributes() {}

    /**
     * Keys with their values.
     *
     * @param written each as KEY=VALUE; null for none
     * @throws CommandFailedException if one of them has no key
     */
    static Map<String, String> read(@Nullable List<String> written) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String each : written == null ? List.<String>of() : written) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new CommandFailedException("an attribute is written KEY=VALUE, not " + each);
            }
            pairs.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return pairs;
    }
}
