package io.sluice.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line taken apart: flag names without dashes, each with its values. A flag is a {@link NamedFlag} or the path
 * of a scalar key, such as {@code rtc.tcp_port}.
 */
public record Flags(Map<String, List<String>> values) {
    public Flags {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((flag, given) -> copy.put(flag, List.copyOf(given)));
        values = Collections.unmodifiableMap(copy);
    }

    /** No flags. */
    public static Flags none() {
        return new Flags(Map.of());
    }

    /** These flags and one more; one given before keeps its values and gets another. */
    public Flags with(String flag, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        List<String> given = new ArrayList<>(more.getOrDefault(flag, List.of()));
        given.add(value);
        more.put(flag, given);
        return new Flags(more);
    }

    /** These flags and one more. */
    public Flags with(NamedFlag flag, String value) {
        return with(flag.flag(), value);
    }

    /** These flags and a switch. */
    public Flags with(NamedFlag flag) {
        return with(flag, "true");
    }

    /** The last value of a flag, or null. */
    @Nullable
    String last(NamedFlag flag) {
        List<String> given = values.get(flag.flag());
        return given == null || given.isEmpty() ? null : given.getLast();
    }
}
