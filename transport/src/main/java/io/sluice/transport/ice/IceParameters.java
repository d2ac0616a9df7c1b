package io.sluice.transport.ice;

import java.util.random.RandomGenerator;

/**
 * The short-term credentials of one side of one ICE generation (RFC 8445 §5.3). A change of either part is an ICE restart.
 *
 * @param ufrag 4 to 256 ice-chars
 * @param password 22 to 256 ice-chars
 */
public record IceParameters(String ufrag, String password) {
    /** Characters in the fragments we make. Eight fit into a long, by which the demultiplexer looks them up. */
    public static final int UFRAG_LENGTH = 8;

    /** 144 bits; at least 128 are asked for. */
    private static final int PASSWORD_LENGTH = 24;

    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** New credentials of our own. */
    public static IceParameters random(RandomGenerator random) {
        return new IceParameters(characters(random, UFRAG_LENGTH), characters(random, PASSWORD_LENGTH));
    }

    /**
     * Whether the lengths are allowed and every character can stand in a USERNAME. More than ice-chars are let through: some clients use
     * other visible characters, and only the colon would be misread.
     */
    public boolean wellFormed() {
        return wellFormed(ufrag, 4) && wellFormed(password, 22);
    }

    private static boolean wellFormed(String part, int shortest) {
        return part.length() >= shortest
                && part.length() <= 256
                && part.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':');
    }

    private static String characters(RandomGenerator random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "IceParameters[ufrag=" + ufrag + "]";
    }
}
