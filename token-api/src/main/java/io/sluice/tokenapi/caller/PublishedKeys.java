package io.sluice.tokenapi.caller;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON Web Key Set (RFC 7517 §5): the public keys for signatures in it, others left out. Immutable. */
final class PublishedKeys {
    private static final int MOST = 64;

    private final List<PublicJwk<?>> keys;

    private PublishedKeys(List<PublicJwk<?>> keys) {
        this.keys = keys;
    }

    /** @return null when the text is no key set */
    static @Nullable PublishedKeys parse(String json) {
        List<PublicJwk<?>> keys = new ArrayList<>();
        try {
            for (Jwk<?> key : Jwks.setParser().build().parse(json).getKeys()) {
                if (key instanceof PublicJwk<?> published
                        && !"enc".equals(published.getPublicKeyUse())
                        && keys.size() < MOST) {
                    keys.add(published);
                }
            }
            return new PublishedKeys(keys);
        } catch (JwtException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The key with this id that may be used so; a token without an id gets the only key there is. */
    @Nullable
    Key find(String keyId, String algorithm) {
        Key found = null;
        for (PublicJwk<?> key : keys) {
            boolean fits = key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm());
            if (fits && (keyId.isEmpty() || keyId.equals(key.getId()))) {
                if (found != null) {
                    return null;
                }
                found = key.toKey();
            }
        }
        return found;
    }
}
