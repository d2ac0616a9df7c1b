package io.sluice.signaling.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** Frames as text: the JSON mapping of proto3, unknown members passed over. */
final class JsonFrames {
    /** Deeper than any message of the protocol. */
    private static final int MAX_DEPTH = 32;

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private JsonFrames() {}

    /**
     * Merges a text into a message.
     *
     * @return whether it could be read
     */
    static boolean merge(String text, Message.Builder into) {
        if (deeperThanAllowed(text)) {
            return false;
        }
        try {
            PARSER.merge(text, into);
            return true;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // The parser means to wrap everything a text can cause, but the library below it has other exceptions too.
            return false;
        }
    }

    static String print(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("only messages with Any inside cannot be printed", e);
        }
    }

    /** The library builds its tree by recursion before it looks at any limit. */
    private static boolean deeperThanAllowed(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > MAX_DEPTH) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }
}
