package io.sluice.transport.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes and checks the certificate hashes of RFC 8122 §5. */
final class Fingerprints {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    private Fingerprints() {}

    static Fingerprint of(String algorithm, byte[] certificate) {
        String digest = digestName(algorithm);
        if (digest == null) {
            throw new IllegalArgumentException("no such fingerprint algorithm: " + algorithm);
        }
        return new Fingerprint(algorithm, COLONS.formatHex(hash(digest, certificate)));
    }

    /** Whether the certificate has this hash; an unknown algorithm or a malformed value matches nothing. */
    static boolean matches(Fingerprint expected, byte[] certificate) {
        String digest = digestName(expected.algorithm().toLowerCase(Locale.ROOT));
        if (digest == null) {
            return false;
        }
        String actual = COLONS.formatHex(hash(digest, certificate));
        return actual.equals(expected.value().trim().toUpperCase(Locale.ROOT));
    }

    private static @Nullable String digestName(String algorithm) {
        return switch (algorithm) {
            case "sha-256" -> "SHA-256";
            case "sha-384" -> "SHA-384";
            case "sha-512" -> "SHA-512";
            case "sha-1" -> "SHA-1";
            default -> null;
        };
    }

    private static byte[] hash(String digest, byte[] certificate) {
        try {
            return MessageDigest.getInstance(digest).digest(certificate);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
