package io.sluice.testkit.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Data packets with a text, as SDKs write them (livekit_models.proto), and what is in them when they arrive. */
public final class UserPackets {
    private static final int BYTES = 2;

    private UserPackets() {}

    /**
     * A packet for some or all.
     *
     * @param sequence 0 for none
     */
    public static byte[] write(String text, long sequence, String... identities) {
        ByteArrayOutputStream user = new ByteArrayOutputStream();
        field(user, 2, text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        field(packet, 2, user.toByteArray());
        for (String each : identities) {
            field(packet, 5, each.getBytes(StandardCharsets.UTF_8));
        }
        if (sequence > 0) {
            varint(packet, 16 << 3);
            varint(packet, sequence);
        }
        return packet.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        varint(out, (long) number << 3 | BYTES);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** The text, or an empty one. */
    public static String text(byte[] packet) {
        return new String(inner(inner(packet, 2), 2), StandardCharsets.UTF_8);
    }

    /** The sender's identity, or an empty text. */
    public static String sender(byte[] packet) {
        return new String(inner(packet, 4), StandardCharsets.UTF_8);
    }

    /** The content of the first length-delimited field of that number. */
    private static byte[] inner(byte[] message, int number) {
        int[] at = {0};
        while (at[0] < message.length) {
            long tag = varint(message, at);
            if ((tag & 7) == BYTES) {
                int length = (int) varint(message, at);
                if (tag >>> 3 == number) {
                    return Arrays.copyOfRange(message, at[0], at[0] + length);
                }
                at[0] += length;
            } else {
                varint(message, at);
            }
        }
        return new byte[0];
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte each = message[at[0]++];
            value |= (long) (each & 0x7F) << shift;
            if (each >= 0) {
                return value;
            }
        }
    }
}
