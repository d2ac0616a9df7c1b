package io.sluice.server.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes packets as messages. */
final class PacketCodec {
    /**
     * What comes in goes out unaltered: numbers keep all their digits, and halves of surrogate pairs, which JSON may hold in escapes, stay
     * escaped instead of being replaced by question marks in UTF-8.
     */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    static final String PLACEHOLDER = "_placeholder";
    static final String NUMBER = "num";
    static final int BINARY_EVENT = 5;
    static final int BINARY_ACK = 6;

    private PacketCodec() {}

    /** The messages of a packet: its text, then its byte arrays. */
    static List<Frame> encode(Packet packet) {
        List<Frame> frames = new ArrayList<>();
        List<byte[]> attachments = new ArrayList<>();
        JsonNode data = packet.data() == null ? null : detach(packet.data(), attachments);
        StringBuilder text = new StringBuilder().append(Frame.MESSAGE);
        if (attachments.isEmpty()) {
            text.append(packet.type().ordinal());
        } else {
            text.append(packet.type() == Packet.Type.ACK ? BINARY_ACK : BINARY_EVENT)
                    .append(attachments.size())
                    .append('-');
        }
        if (!packet.namespace().equals("/")) {
            text.append(packet.namespace()).append(',');
        }
        if (packet.ack() != Packet.NO_ACK) {
            text.append(packet.ack());
        }
        if (data != null) {
            text.append(write(data));
        }
        frames.add(Frame.text(text.toString()));
        attachments.forEach(bytes -> frames.add(Frame.binary(bytes)));
        return frames;
    }

    private static String write(JsonNode data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same without byte arrays, which are replaced by their numbers; nothing is copied where there are none. */
    private static JsonNode detach(JsonNode node, List<byte[]> attachments) {
        if (!holdsBytes(node)) {
            return node;
        }
        return switch (node) {
            case BinaryNode bytes -> {
                ObjectNode placeholder =
                        JSON.createObjectNode().put(PLACEHOLDER, true).put(NUMBER, attachments.size());
                attachments.add(bytes.binaryValue());
                yield placeholder;
            }
            case ArrayNode array -> {
                ArrayNode detached = JSON.createArrayNode();
                array.forEach(element -> detached.add(detach(element, attachments)));
                yield detached;
            }
            default -> {
                ObjectNode detached = JSON.createObjectNode();
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    detached.set(property.getKey(), detach(property.getValue(), attachments));
                }
                yield detached;
            }
        };
    }

    private static boolean holdsBytes(JsonNode node) {
        if (node.isBinary()) {
            return true;
        }
        for (JsonNode child : node) {
            if (holdsBytes(child)) {
                return true;
            }
        }
        return false;
    }
}
