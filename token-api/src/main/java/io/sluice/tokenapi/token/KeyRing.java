package io.sluice.tokenapi.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of a server with their secrets, in the order the operator wrote them. The first key signs; every key
 * verifies. Immutable.
 */
public final class KeyRing {
    /** RFC 7518 §3.2: an HS256 key is at least as long as the hash, in bytes. */
    public static final int MIN_SECRET_BYTES = 32;

    private final Map<String, ApiSecret> secrets;

    private KeyRing(Map<String, String> keys, boolean allowShortSecrets) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring needs at least one API key");
        }
        Map<String, ApiSecret> ring = new LinkedHashMap<>();
        keys.forEach((key, secret) -> {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("an API key must not be empty");
            }
            ApiSecret held = ApiSecret.of(secret);
            if (held instanceof ApiSecret.Short && !allowShortSecrets) {
                throw new IllegalArgumentException(
                        "the secret of API key " + key + " is shorter than " + MIN_SECRET_BYTES + " bytes");
            }
            ring.put(key, held);
        });
        this.secrets = ring;
    }

    /**
     * @param keys API key to secret; iteration order decides which one signs
     * @throws IllegalArgumentException when there is no key, or a secret is empty or shorter than
     *     {@link #MIN_SECRET_BYTES}
     */
    public static KeyRing of(Map<String, String> keys) {
        return new KeyRing(keys, false);
    }

    /**
     * A ring for development, where {@code devkey: secret} has to work. Anyone who sees one token can search for such a
     * secret offline.
     *
     * @throws IllegalArgumentException when there is no key, or a secret is empty
     */
    public static KeyRing allowingShortSecrets(Map<String, String> keys) {
        return new KeyRing(keys, true);
    }

    /** Names of the keys in order; never the secrets. */
    public List<String> apiKeys() {
        return List.copyOf(secrets.keySet());
    }

    /** Name of the key that signs. */
    public String signingKey() {
        return secrets.keySet().iterator().next();
    }

    @Nullable
    ApiSecret secretOf(String apiKey) {
        return secrets.get(apiKey);
    }

    /** Lists the keys and hides the secrets, so that a ring may appear in a log line. */
    @Override
    public String toString() {
        return "KeyRing" + secrets.keySet();
    }
}
