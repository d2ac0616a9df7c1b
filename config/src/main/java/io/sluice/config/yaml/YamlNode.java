package io.sluice.config.yaml;

import java.util.List;
import java.util.Map;

/** A node of a YAML document. */
public sealed interface YamlNode {
    /** Line on which the node begins, from 1. */
    int line();

    /** What a plain scalar looks like; quoted ones are always text. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /** @param text as written, without quotes */
    record Scalar(int line, Kind kind, String text) implements YamlNode {}

    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    /** @param entries by key, in the order of the document */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

    /**
     * One key of a mapping with its value.
     *
     * @param line where the key stands; the value may begin further down
     */
    record Entry(int line, YamlNode value) {}

    /** Says in a few words what the node is, never what it holds. */
    default String describe() {
        return switch (this) {
            case Sequence list -> "a list";
            case Mapping section -> "a section";
            case Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> "a text";
                    case INTEGER -> "a whole number";
                    case DECIMAL -> "a number";
                    case BOOLEAN -> "true or false";
                    case NULL -> "nothing";
                };
        };
    }
}
