package io.sluice.tokenapi.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature and times were found good. Only {@link TokenVerifier} should make one from outside input.
 *
 * @param apiKey key that signed it
 * @param identity participant identity; empty when the token names none (API and webhook tokens)
 * @param expiresAt end of its lifetime, without leeway; a session that is running does not end then
 * @param issuedAt when it was made, or else from when on it holds; null where it says neither
 * @param id of this very token, and safe to keep: a hash of it. The claim {@code jti} would not do, for SDKs put the identity there
 */
public record AccessToken(
        String apiKey,
        String identity,
        Grants grants,
        Instant expiresAt,
        @Nullable Instant issuedAt,
        String id) {

    /** The {@link #id} of a token, by its text. */
    public static String idOf(String text) {
        return HexFormat.of().formatHex(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    /** Whether its bearer may do about rooms and who is in them what it likes: it grants {@code roomCreate} and {@code roomAdmin}. */
    public boolean isAdministrators() {
        VideoGrant video = grants.video();
        return video != null && video.roomCreate() && video.roomAdmin();
    }
}
