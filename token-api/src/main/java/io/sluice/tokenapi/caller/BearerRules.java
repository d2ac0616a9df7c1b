package io.sluice.tokenapi.caller;

import java.util.Set;

/**
 * What a bearer token of another issuer must be like.
 *
 * @param algorithms the only ones that count, by their names in RFC 7518 §3.1 and RFC 8037
 * @param issuer what {@code iss} must be; empty for anything
 * @param audience what {@code aud} must contain; empty for anything
 * @param userClaim which claim is the user id
 * @param deviceClaim which claim is the device; empty for none
 */
public record BearerRules(
        Set<String> algorithms, String issuer, String audience, String userClaim, String deviceClaim) {
    public BearerRules {
        algorithms = Set.copyOf(algorithms);
    }
}
