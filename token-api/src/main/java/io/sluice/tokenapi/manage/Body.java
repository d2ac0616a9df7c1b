package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that somebody sent, read member by member. A member of the wrong type, one that is missing and, at
 * {@link #done}, one that nobody asked for are problems that name it. A null is the same as nothing.
 */
final class Body {
    /** Longest text, in characters, unless said otherwise. */
    static final int LONGEST_TEXT = 1024;

    private static final int MOST_ITEMS = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String prefix;
    private final ObjectNode object;
    private final Set<String> asked = new HashSet<>();

    private Body(String prefix, ObjectNode object) {
        this.prefix = prefix;
        this.object = object;
    }

    /** @throws Problem when that is no JSON object */
    static Body parse(byte[] json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (IOException e) {
            throw Problem.badRequest("the body is not JSON");
        }
        if (node instanceof ObjectNode object) {
            return new Body("", object);
        }
        throw Problem.badRequest("the body must be a JSON object");
    }

    /** A text that must be there, with 1 to {@link #LONGEST_TEXT} characters. */
    String text(String name) {
        return text(name, LONGEST_TEXT);
    }

    String text(String name, int longest) {
        return required(name, optionalText(name, longest));
    }

    @Nullable
    String optionalText(String name) {
        return optionalText(name, LONGEST_TEXT);
    }

    @Nullable
    String optionalText(String name, int longest) {
        JsonNode node = member(name);
        return node == null ? null : text(path(name), node, 1, longest);
    }

    /** An id; see {@link Ids}. */
    String id(String name) {
        return required(name, optionalId(name));
    }

    @Nullable
    String optionalId(String name) {
        JsonNode node = member(name);
        return node == null ? null : id(path(name), node);
    }

    /** An id that some applications have as a number. */
    @Nullable
    String optionalIdOrNumber(String name) {
        JsonNode node = member(name);
        if (node != null && node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
            return String.valueOf(node.longValue());
        }
        return optionalId(name);
    }

    /** Ids without order; none if the member is not there. */
    Set<String> ids(String name) {
        return Set.copyOf(items(name, Body::id));
    }

    /** Texts that must fit; the list must be there. */
    Set<String> texts(String name, Predicate<String> fits, String expected) {
        required(name, member(name));
        return Set.copyOf(optionalTexts(name, fits, expected));
    }

    /** Texts that must fit, each once; none if the member is not there. */
    List<String> optionalTexts(String name, Predicate<String> fits, String expected) {
        return items(name, (path, node) -> {
            String text = text(path, node, 1, LONGEST_TEXT);
            if (!fits.test(text)) {
                throw Problem.badField(path, "must be " + expected);
            }
            return text;
        });
    }

    /** One of a set of labels. */
    <T> T choice(String name, Function<String, @Nullable T> ofLabel, String labels) {
        return required(name, optionalChoice(name, ofLabel, labels));
    }

    <T> @Nullable T optionalChoice(String name, Function<String, @Nullable T> ofLabel, String labels) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        T choice = node.isTextual() ? ofLabel.apply(node.textValue()) : null;
        if (choice == null) {
            throw Problem.badField(path(name), "must be one of " + labels);
        }
        return choice;
    }

    @Nullable
    Boolean optionalFlag(String name) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            throw Problem.badField(path(name), "must be true or false");
        }
        return node.booleanValue();
    }

    /** A whole number in these bounds. */
    @Nullable
    Integer optionalNumber(String name, int least, int most) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw Problem.badField(path(name), "must be a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    /** A time with an offset, in whole milliseconds. */
    @Nullable
    Instant optionalTime(String name) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        Instant time = node.isTextual() ? Times.parse(node.textValue()) : null;
        if (time == null) {
            throw Problem.badField(path(name), "must be a time such as 2026-03-01T12:00:00Z");
        }
        return time;
    }

    /** An object inside this one; its members are named with this one's name before them. */
    @Nullable
    Body optionalObject(String name) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode nested) {
            return new Body(path(name) + ".", nested);
        }
        throw Problem.badField(path(name), "must be an object");
    }

    /** An object whose values are texts of up to that many characters. */
    Map<String, String> textMap(String name, int longest) {
        Body nested = optionalObject(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (nested != null) {
            nested.object
                    .properties()
                    .forEach(entry ->
                            texts.put(entry.getKey(), text(nested.path(entry.getKey()), entry.getValue(), 0, longest)));
        }
        return texts;
    }

    /** Nothing else may be in it. */
    void done() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw Problem.badField(path(name), "there is no such field");
            }
        });
    }

    private interface Item<T> {
        T read(String path, JsonNode node);
    }

    private <T> List<T> items(String name, Item<T> item) {
        JsonNode node = member(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MOST_ITEMS) {
            throw Problem.badField(path(name), "must be a list of at most " + MOST_ITEMS);
        }
        List<T> items = new ArrayList<>(node.size());
        Set<T> seen = new HashSet<>();
        for (int i = 0; i < node.size(); i++) {
            T read = item.read(path(name) + "[" + i + "]", node.get(i));
            if (seen.add(read)) {
                items.add(read);
            }
        }
        return items;
    }

    private static String id(String path, JsonNode node) {
        return checkedId(path, node.isTextual() ? node.textValue() : "");
    }

    /** A text that must be an id, be it in a body or in a path. */
    static String checkedId(String path, String text) {
        if (!Ids.isValid(text)) {
            throw Problem.badField(path, "must be an id: 1 to 128 letters, digits, dots, dashes and underscores");
        }
        return text;
    }

    private static String text(String path, JsonNode node, int shortest, int longest) {
        if (!node.isTextual()) {
            throw Problem.badField(path, "must be a text");
        }
        String text = node.textValue();
        if (text.length() < shortest || text.length() > longest) {
            throw Problem.badField(path, "must have " + shortest + " to " + longest + " characters");
        }
        // PostgreSQL has no such character.
        if (text.indexOf('\0') >= 0) {
            throw Problem.badField(path, "must not contain U+0000");
        }
        return text;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw Problem.badField(path(name), "is missing");
        }
        return value;
    }

    private @Nullable JsonNode member(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String path(String name) {
        return prefix + name;
    }
}
