package io.sluice.server.socketio;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet: text that begins with the digit of its type, or the bytes of a binary message, which has no digit.
 *
 * @param text the text, or null
 * @param bytes the bytes, or null; exactly one of the two is there
 */
record Frame(@Nullable String text, byte @Nullable [] bytes) {
    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';

    static Frame text(String text) {
        return new Frame(text, null);
    }

    static Frame binary(byte[] bytes) {
        return new Frame(null, bytes);
    }

    /** About how many bytes of memory it holds. */
    int weight() {
        return 64 + (text != null ? text.length() : Objects.requireNonNull(bytes).length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame(String otherText, byte[] otherBytes)
                && Objects.equals(text, otherText)
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(text) + Arrays.hashCode(bytes);
    }

    /** Without the content, which is nobody's business but the receiver's. */
    @Override
    public String toString() {
        return "Frame[" + weight() + "]";
    }
}
