package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.sluice.tokenapi.channel.Ids;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading what clients send without looking at what is not for the server. */
final class Payload {
    /** Bytes of what one client may send to another in one message. */
    static final int LONGEST = 64 * 1024;

    private Payload() {}

    /** The id of this name; null where there is none that could be one. */
    static @Nullable String id(JsonNode from, String name) {
        String text = from.path(name).isTextual() ? from.path(name).textValue() : "";
        return Ids.isValid(text) ? text : null;
    }

    /** Whether it takes more bytes than {@link #LONGEST}: a text in UTF-8, anything else as JSON. */
    static boolean isTooLong(JsonNode payload) {
        return size(payload, 0) > LONGEST;
    }

    /** Counts on from here, and not much beyond the limit. */
    private static long size(JsonNode node, long before) {
        if (before > LONGEST) {
            return before;
        }
        if (node instanceof BinaryNode bytes) {
            return before + bytes.binaryValue().length;
        }
        if (node.isTextual()) {
            return before + utf8Length(node.textValue());
        }
        if (!node.isContainerNode()) {
            return before + node.asText().length();
        }
        long size = before + 2;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            size = size(property.getValue(), size + property.getKey().length() + 4);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                size = size(element, size + 1);
            }
        }
        return size;
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair stands for two of its four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
