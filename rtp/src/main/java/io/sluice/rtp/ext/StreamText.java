package io.sluice.rtp.ext;

import io.sluice.rtp.packet.RtpPacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The textual extensions MID and RID (RFC 9143 §15.1, RFC 8852 §4): compared as bytes on the packet path, made a string only off it. */
public final class StreamText {
    private StreamText() {}

    /** The form in which the other methods compare: ASCII bytes. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the packet's text is this one. */
    public static boolean matches(RtpPacket packet, int id, byte[] text) {
        int at = packet.extension(id);
        return at >= 0 && Arrays.equals(packet.buffer(), at, at + packet.extensionLength(id), text, 0, text.length);
    }

    /** Index of the packet's text among some, or -1 if it has none or another. */
    public static int indexIn(RtpPacket packet, int id, byte[][] texts) {
        if (packet.extension(id) >= 0) {
            for (int i = 0; i < texts.length; i++) {
                if (matches(packet, id, texts[i])) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The packet's text, or null if it has none or not only visible ASCII. Allocates: for the first packets of a stream. */
    public static @Nullable String read(RtpPacket packet, int id) {
        int at = packet.extension(id);
        int length = packet.extensionLength(id);
        if (at < 0 || length == 0) {
            return null;
        }
        for (int i = at; i < at + length; i++) {
            if (packet.buffer()[i] <= ' ' || packet.buffer()[i] == 0x7f) {
                return null;
            }
        }
        return new String(packet.buffer(), at, length, StandardCharsets.US_ASCII);
    }
}
