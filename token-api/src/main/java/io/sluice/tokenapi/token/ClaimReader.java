package io.sluice.tokenapi.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads typed members of one JSON object of a token. Absent and {@code null} are the same; any other type is refused. */
record ClaimReader(String path, ObjectNode object) {

    String text(String member) throws GrantsJson.Mismatch {
        JsonNode node = object.path(member);
        if (isAbsent(node)) {
            return "";
        }
        return asText(node, member, "a string");
    }

    boolean flag(String member) throws GrantsJson.Mismatch {
        Boolean value = optionalFlag(member);
        return value != null && value;
    }

    @Nullable
    Boolean optionalFlag(String member) throws GrantsJson.Mismatch {
        JsonNode node = object.path(member);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isBoolean()) {
            throw mismatch(member, "a boolean");
        }
        return node.booleanValue();
    }

    List<String> texts(String member) throws GrantsJson.Mismatch {
        JsonNode node = object.path(member);
        if (isAbsent(node)) {
            return List.of();
        }
        if (!node.isArray()) {
            throw mismatch(member, "a list of strings");
        }
        List<String> texts = new ArrayList<>(node.size());
        for (JsonNode entry : node) {
            texts.add(asText(entry, member, "a list of strings"));
        }
        return texts;
    }

    Map<String, String> textMap(String member) throws GrantsJson.Mismatch {
        ObjectNode node = optionalObject(member);
        Map<String, String> map = new LinkedHashMap<>();
        if (node != null) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                map.put(entry.getKey(), asText(entry.getValue(), member, "an object of strings"));
            }
        }
        return map;
    }

    @Nullable
    ObjectNode optionalObject(String member) throws GrantsJson.Mismatch {
        JsonNode node = object.path(member);
        if (isAbsent(node)) {
            return null;
        }
        if (node instanceof ObjectNode found) {
            return found;
        }
        throw mismatch(member, "an object");
    }

    @Nullable
    ClaimReader nested(String member) throws GrantsJson.Mismatch {
        ObjectNode found = optionalObject(member);
        return found == null ? null : new ClaimReader(path + member + '.', found);
    }

    private String asText(JsonNode node, String member, String expected) throws GrantsJson.Mismatch {
        String value = node.textValue();
        if (value == null) {
            throw mismatch(member, expected);
        }
        return value;
    }

    private GrantsJson.Mismatch mismatch(String member, String expected) {
        return new GrantsJson.Mismatch(path + member + " must be " + expected);
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
