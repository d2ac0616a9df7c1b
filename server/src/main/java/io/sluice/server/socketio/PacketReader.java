package io.sluice.server.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of the messages of one client (Socket.IO protocol 5, "Packet encoding"). Whoever sends what is no packet is a stranger to the
 * protocol: the reader says {@link Malformed} and must not be asked again.
 */
final class PacketReader {
    private static final int MOST_ATTACHMENTS = 10;
    private static final int LONGEST_NAMESPACE = 128;
    /** What a JavaScript client can count to. */
    private static final int ACK_DIGITS = 15;

    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final int longest;
    private @Nullable Unfinished unfinished;

    /** What came is no packet. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String what) {
            super(what, null, false, false);
        }
    }

    /** A packet whose byte arrays follow. */
    private static final class Unfinished {
        final Packet packet;
        final int missing;
        final List<byte[]> attachments = new ArrayList<>();
        int bytes;

        Unfinished(Packet packet, int missing) {
            this.packet = packet;
            this.missing = missing;
        }
    }

    /** @param longest bytes of all byte arrays of one packet together */
    PacketReader(int longest) {
        this.longest = longest;
    }

    /** @return null when more messages belong to the packet */
    @Nullable
    Packet read(Frame frame) throws Malformed {
        if (frame.text() != null) {
            if (unfinished != null) {
                throw new Malformed("text instead of bytes");
            }
            return text(frame.text());
        }
        if (unfinished == null) {
            throw new Malformed("bytes that nothing announced");
        }
        return attach(unfinished, Objects.requireNonNull(frame.bytes()));
    }

    private @Nullable Packet text(String text) throws Malformed {
        int type = text.isEmpty() ? -1 : text.charAt(0) - '0';
        if (type < 0 || type > PacketCodec.BINARY_ACK) {
            throw new Malformed("type");
        }
        int at = 1;
        int attachments = 0;
        if (type >= PacketCodec.BINARY_EVENT) {
            int dash = text.indexOf('-', at);
            if (dash < 0) {
                throw new Malformed("attachments");
            }
            attachments = (int) number(text, at, dash, 2);
            if (attachments > MOST_ATTACHMENTS) {
                throw new Malformed("too many attachments");
            }
            at = dash + 1;
        }
        String namespace = "/";
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > LONGEST_NAMESPACE) {
                throw new Malformed("namespace");
            }
            namespace = withoutQuery(text.substring(at, end));
            at = comma < 0 ? end : comma + 1;
        }
        int digits = at;
        while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
            digits++;
        }
        long ack = digits == at ? Packet.NO_ACK : number(text, at, digits, ACK_DIGITS);
        Packet packet = new Packet(type(type), namespace, ack, json(text.substring(digits)));
        check(packet);
        if (attachments == 0) {
            return packet;
        }
        unfinished = new Unfinished(packet, attachments);
        return null;
    }

    private static String withoutQuery(String namespace) {
        int query = namespace.indexOf('?');
        return query < 0 ? namespace : namespace.substring(0, query);
    }

    private static Packet.Type type(int digit) {
        return switch (digit) {
            case PacketCodec.BINARY_EVENT -> Packet.Type.EVENT;
            case PacketCodec.BINARY_ACK -> Packet.Type.ACK;
            default -> Packet.Type.values()[digit];
        };
    }

    private static long number(String text, int from, int to, int mostDigits) throws Malformed {
        if (from == to || to - from > mostDigits) {
            throw new Malformed("number");
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new Malformed("number");
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static @Nullable JsonNode json(String text) throws Malformed {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return PacketCodec.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Without the cause: it may quote what the client sent.
            throw new Malformed("JSON");
        }
    }

    private static void check(Packet packet) throws Malformed {
        JsonNode data = packet.data();
        boolean sound = switch (packet.type()) {
            case CONNECT -> data == null || data.isObject();
            case DISCONNECT -> data == null;
            case EVENT ->
                data != null
                        && data.isArray()
                        && data.path(0).isTextual()
                        && !RESERVED.contains(data.path(0).textValue());
            case ACK -> data != null && data.isArray() && packet.ack() != Packet.NO_ACK;
            case CONNECT_ERROR -> false;
        };
        if (!sound) {
            throw new Malformed("content");
        }
    }

    private @Nullable Packet attach(Unfinished waiting, byte[] bytes) throws Malformed {
        waiting.attachments.add(bytes);
        waiting.bytes += bytes.length;
        if (waiting.bytes > longest) {
            throw new Malformed("too many bytes");
        }
        if (waiting.attachments.size() < waiting.missing) {
            return null;
        }
        unfinished = null;
        Packet packet = waiting.packet;
        JsonNode data = Objects.requireNonNull(packet.data());
        return new Packet(packet.type(), packet.namespace(), packet.ack(), withBytes(data, waiting.attachments));
    }

    /** Puts the byte arrays where their placeholders are. */
    private static JsonNode withBytes(JsonNode node, List<byte[]> attachments) throws Malformed {
        if (node instanceof ObjectNode object) {
            if (object.path(PacketCodec.PLACEHOLDER).asBoolean()) {
                JsonNode number = object.path(PacketCodec.NUMBER);
                if (!number.isInt() || number.intValue() < 0 || number.intValue() >= attachments.size()) {
                    throw new Malformed("attachment");
                }
                return BinaryNode.valueOf(attachments.get(number.intValue()));
            }
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                property.setValue(withBytes(property.getValue(), attachments));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withBytes(array.get(i), attachments));
            }
        }
        return node;
    }
}
