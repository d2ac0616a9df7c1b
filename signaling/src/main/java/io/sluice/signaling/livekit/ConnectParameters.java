package io.sluice.signaling.livekit;

import org.jspecify.annotations.Nullable;

/** The parameters of a connect URL, decoded. */
public interface ConnectParameters {
    /** The first value of a parameter, or null. */
    @Nullable
    String get(String name);

    /** A parameter that is true when it says {@code 1} or {@code true}. */
    default boolean flag(String name, boolean otherwise) {
        String value = get(name);
        return value == null ? otherwise : value.equals("1") || value.equals("true");
    }

    /** A text parameter, empty where it is missing. */
    default String text(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    /** A number parameter; zero where it is missing or no number. */
    default int number(String name) {
        String value = text(name);
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Integer.parseInt(value);
    }
}
