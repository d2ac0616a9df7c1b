package io.sluice.server.socketio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several packets in the body of one HTTP message: separated by the byte 0x1E, binary messages in base64 behind a letter b (Engine.IO
 * protocol 4, "HTTP long-polling").
 */
final class PollPayload {
    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';

    private PollPayload() {}

    static String encode(Iterable<Frame> frames) {
        StringBuilder payload = new StringBuilder();
        for (Frame frame : frames) {
            if (!payload.isEmpty()) {
                payload.append(SEPARATOR);
            }
            if (frame.text() != null) {
                payload.append(frame.text());
            } else {
                payload.append(BINARY)
                        .append(Base64.getEncoder().encodeToString(Objects.requireNonNull(frame.bytes())));
            }
        }
        return payload.toString();
    }

    /**
     * @param most packets
     * @return null when it is no payload, or has more packets than that
     */
    static @Nullable List<Frame> decode(ByteBuffer body, int most) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(body).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        List<Frame> frames = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(SEPARATOR, start);
            if (end < 0) {
                end = text.length();
            }
            if (end == start || frames.size() == most) {
                return null;
            }
            Frame frame = decode(text.substring(start, end));
            if (frame == null) {
                return null;
            }
            frames.add(frame);
            start = end + 1;
        }
        return frames;
    }

    private static @Nullable Frame decode(String packet) {
        if (packet.charAt(0) != BINARY) {
            return Frame.text(packet);
        }
        try {
            return Frame.binary(Base64.getDecoder().decode(packet.substring(1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
