package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.Times;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A JSON object that somebody sent. What it holds too much is passed over: clients of several versions ask. Null is the same as nothing. */
final class JsonBody {
    private static final int DEEPEST = 32;
    private static final int LONGEST_TIME = 40;
    static final JsonMapper JSON = mapper();

    private final ObjectNode object;

    private JsonBody(ObjectNode object) {
        this.object = object;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }

    /** @throws Refusal when that is no JSON object */
    static JsonBody parse(byte[] json) {
        ObjectNode object = object(json);
        if (object == null) {
            throw Refusal.of(400, "Malformed JSON", "The body must be a JSON object");
        }
        return new JsonBody(object);
    }

    /** An object at hand. */
    static JsonBody of(ObjectNode object) {
        return new JsonBody(object);
    }

    /** The object in these bytes; null when there is none. */
    static @Nullable ObjectNode object(byte[] json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** An id. @throws Refusal naming it when it is missing, or is not one */
    String id(String name) {
        return checkedId(name, requiredText(name));
    }

    /** A text in a path that must be an id. */
    static String checkedId(String name, String text) {
        if (!Ids.isValid(text)) {
            throw Refusal.of(
                    400, name + " invalid", name + " must have 1 to 128 letters, digits, dots, dashes or underscores");
        }
        return text;
    }

    /** @throws Refusal naming it when it is missing, empty or too long */
    String text(String name, int longest) {
        return bounded(name, requiredText(name), longest);
    }

    /** Empty when missing. @throws Refusal naming it when it is no text or too long */
    String optionalText(String name, int longest) {
        return bounded(name, readText(name), longest);
    }

    /** False when missing. */
    boolean flag(String name) {
        JsonNode node = member(name);
        if (node != null && !node.isBoolean()) {
            throw Refusal.of(400, name + " invalid", name + " must be true or false");
        }
        return node != null && node.booleanValue();
    }

    /** Null when missing. @throws Refusal naming it when it is no whole number, or is outside of these bounds */
    @Nullable
    Integer optionalNumber(String name, int least, int most) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw Refusal.of(400, name + " invalid", name + " must be a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    /** Null when missing. @throws Refusal naming it when it is no time */
    @Nullable
    Instant optionalTime(String name) {
        String text = optionalText(name, LONGEST_TIME);
        Instant time = text.isEmpty() ? null : Times.parse(text);
        if (time == null && !text.isEmpty()) {
            throw Refusal.of(400, name + " invalid", name + " must be a time such as 2026-03-01T12:00:00Z");
        }
        return time;
    }

    /** Whatever it is; null when missing. */
    @Nullable
    JsonNode member(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String requiredText(String name) {
        String text = readText(name);
        if (text.isEmpty()) {
            throw Refusal.of(400, name + " required");
        }
        return text;
    }

    private String readText(String name) {
        JsonNode node = member(name);
        if (node == null) {
            return "";
        }
        if (!node.isTextual()) {
            throw Refusal.of(400, name + " invalid", name + " must be a text");
        }
        return node.textValue();
    }

    private static String bounded(String name, String text, int longest) {
        // PostgreSQL has no such character.
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw Refusal.of(400, name + " invalid", name + " must have at most " + longest + " characters");
        }
        return text;
    }
}
