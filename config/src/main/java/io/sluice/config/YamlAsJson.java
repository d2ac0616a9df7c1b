package io.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.yaml.YamlNode;
import java.math.BigDecimal;

/** Writes a part of a YAML document as JSON, for readers that know its shape better than this module does. */
final class YamlAsJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private YamlAsJson() {}

    static String text(YamlNode node) {
        return json(node).toString();
    }

    private static JsonNode json(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = NODES.objectNode();
                mapping.entries().forEach((name, entry) -> object.set(name, json(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = NODES.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Scalar scalar -> scalar(scalar);
        };
    }

    private static JsonNode scalar(YamlNode.Scalar scalar) {
        return switch (scalar.kind()) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode(scalar.text().equalsIgnoreCase("true"));
            case TEXT -> NODES.textNode(scalar.text());
            case INTEGER, DECIMAL -> number(scalar.text());
        };
    }

    /** A number in a notation only YAML has stays a text, which proto JSON takes for a number as well. */
    private static JsonNode number(String text) {
        try {
            return NODES.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return NODES.textNode(text);
        }
    }
}
