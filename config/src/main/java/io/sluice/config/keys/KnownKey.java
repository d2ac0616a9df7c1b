package io.sluice.config.keys;

import java.util.List;
import java.util.Locale;

/**
 * A configuration key.
 *
 * @param path names from the top, joined by dots; {@code []} stands for a position in a list and {@code *} for any name
 * @param choices what a {@link KeyType#CHOICE} allows, else empty
 * @param defaultText as an operator would write it; empty for none
 * @param section heading it belongs under in the reference
 * @param meaning half a sentence
 */
public record KnownKey(
        String path,
        KeyType type,
        List<String> choices,
        String defaultText,
        KeyStatus status,
        String section,
        String meaning) {

    public KnownKey {
        choices = List.copyOf(choices);
    }

    /** Whether one text, such as an environment variable, can set it. */
    public boolean isScalar() {
        return type.isScalar() && !path.contains("[]") && !isNamedByOperator();
    }

    /** Whether one of its names is the operator's to choose; such a key exists only where it is set, without default. */
    public boolean isNamedByOperator() {
        return path.contains("*");
    }

    /** Environment variable that sets it, if it is scalar. */
    public String environmentName() {
        String name = path.replace('.', '_').toUpperCase(Locale.ROOT);
        return path.startsWith("sluice.") ? name : "LIVEKIT_" + name;
    }

    /** What a value must be, to go after "expected". */
    public String expectation() {
        return type == KeyType.CHOICE ? "one of " + String.join(", ", choices) : type.expectation();
    }
}
