package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.token.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request that a client signed with its session's secret: HMAC-SHA256 over client id, timestamp, nonce, path and body, joined by colons.
 * HTTP calls carry the four texts as headers, a Socket.IO client sends them as an object.
 *
 * @param clientId whose secret signed
 * @param timestampMillis the client's time, milliseconds since 1970
 * @param nonce never used twice by a client
 * @param signature 64 lower-case hexadecimal digits where it can hold
 * @param path as the client asked for it, without the query
 * @param body the bytes as they came, not a rendering of what they mean
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRequest(
        String clientId, long timestampMillis, String nonce, String signature, String path, byte[] body) {
    public static final String CLIENT_ID = "X-Client-ID";
    public static final String TIMESTAMP = "X-Timestamp";
    public static final String NONCE = "X-Nonce";
    public static final String SIGNATURE = "X-Signature";

    /** What is signed where there is no HTTP path: the handshake of a Socket.IO connection. */
    public static final String SOCKET_PATH = "/socket.io/auth";

    private static final int LONGEST = 128;
    /** As many digits as always fit a long. */
    private static final int LONGEST_NUMBER = 18;

    /** Whether any of the four texts is there: then this is how the caller wants to be known. */
    public static boolean isAttempted(NamedTexts header) {
        return header.get(CLIENT_ID) != null
                || header.get(TIMESTAMP) != null
                || header.get(NONCE) != null
                || header.get(SIGNATURE) != null;
    }

    /**
     * Reads the four texts.
     *
     * @param header value of the header of this name, null where there is none
     * @return null when one is missing or cannot be read
     */
    public static @Nullable SignedRequest read(NamedTexts header, String path, byte[] body) {
        String clientId = text(header, CLIENT_ID);
        String timestamp = text(header, TIMESTAMP);
        String nonce = text(header, NONCE);
        String signature = text(header, SIGNATURE);
        if (clientId.isEmpty() || nonce.isEmpty() || signature.isEmpty() || !isNumber(timestamp)) {
            return null;
        }
        return new SignedRequest(clientId, Long.parseLong(timestamp), nonce, signature, path, body);
    }

    /** Empty stands for what is missing and for what is too long to mean anything. */
    private static String text(NamedTexts header, String name) {
        String text = header.get(name);
        return text == null || text.length() > LONGEST ? "" : text;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** Whether this secret made the signature. */
    boolean isSignedWith(String secret) {
        return Digests.same(sign(secret), signature);
    }

    /** The signature that this secret makes; tests and clients need it too. */
    public String sign(String secret) {
        String head = clientId + ':' + timestampMillis + ':' + nonce + ':' + path + ':';
        return HexFormat.of().formatHex(Hmac.sha256(secret, head.getBytes(StandardCharsets.UTF_8), body));
    }
}
