package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.token.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names of rooms and participants that Matrix clients can work out for themselves: hashes of compact JSON lists, written exactly alike. */
final class MatrixHash {
    private MatrixHash() {}

    /** Unpadded base64 of SHA-256 over the JSON list of these texts. */
    static String of(String... texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() == 1 ? "" : ",");
            quote(text, json);
        }
        byte[] hash = Digests.sha256(json.append(']').toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    /** As Go's encoder writes it by default, which also escapes what would mean something in HTML or JavaScript. */
    static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"', '\\' -> json.append('\\').append(character);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(character, json);
                default -> {
                    if (character < ' ') {
                        escape(character, json);
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        json.append('"');
    }

    private static void escape(char character, StringBuilder json) {
        json.append(String.format("\\u%04x", (int) character));
    }
}
