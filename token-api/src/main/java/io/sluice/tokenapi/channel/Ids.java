package io.sluice.tokenapi.channel;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of users, channels, roles, meetings and clients: 1 to 128 of {@code A-Z a-z 0-9 _ . -}. */
public final class Ids {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int MEETING_BYTES = 6;

    private Ids() {}

    /** Whether this can be an id. */
    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    /** A new id of a planned meeting: {@code mtg_} and twelve hexadecimal digits. */
    public static String meeting(SecureRandom random) {
        return "mtg_" + hex(random, MEETING_BYTES);
    }

    /** A new id of an instant call: {@code call_} and twelve hexadecimal digits. */
    public static String call(SecureRandom random) {
        return "call_" + hex(random, MEETING_BYTES);
    }

    /** Whether it is that of an instant call. */
    public static boolean isCall(String id) {
        return id.startsWith("call_");
    }

    /** That many random bytes as lower-case hexadecimal digits. */
    public static String hex(SecureRandom random, int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
