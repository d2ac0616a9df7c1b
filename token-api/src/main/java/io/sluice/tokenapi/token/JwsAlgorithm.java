package io.sluice.tokenapi.token;

import java.util.Set;

/** Names a JOSE header may carry for a signature (RFC 7518 §3.1, RFC 8037). */
final class JwsAlgorithm {
    private static final Set<String> REGISTERED = Set.of(
            "none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384",
            "PS512", "EdDSA");

    private JwsAlgorithm() {}

    /** Whether the name is a known one, hence safe to repeat to a client. */
    static boolean isRegistered(String name) {
        return REGISTERED.contains(name);
    }
}
