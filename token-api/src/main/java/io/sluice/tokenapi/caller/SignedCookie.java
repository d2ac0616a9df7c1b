package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.token.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value that web frameworks give a session cookie: {@code s:}, the session id, a dot, and the unpadded base64 of the id's HMAC-SHA256.
 * Immutable.
 */
final class SignedCookie {
    private static final String PREFIX = "s:";
    private static final int LONGEST = 1024;

    private final List<String> secrets;

    /** @param secrets any of which may have signed, so that one can follow another */
    SignedCookie(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** The session id in a value, percent-decoded already; null when it is not signed with one of the secrets. */
    @Nullable
    String sessionId(String value) {
        int dot = value.lastIndexOf('.');
        if (!value.startsWith(PREFIX) || dot <= PREFIX.length() || value.length() > LONGEST) {
            return null;
        }
        String id = value.substring(PREFIX.length(), dot);
        String signature = value.substring(dot + 1);
        boolean signed = false;
        for (String secret : secrets) {
            signed |= Digests.same(sign(id, secret), signature);
        }
        return signed ? id : null;
    }

    static String sign(String id, String secret) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(Hmac.sha256(secret, id.getBytes(StandardCharsets.UTF_8)));
    }
}
