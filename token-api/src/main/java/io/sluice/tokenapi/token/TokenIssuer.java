package io.sluice.tokenapi.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Signs tokens with the first key of a ring, unless another is named. Immutable and usable from any thread. */
public final class TokenIssuer {
    /** Lifetime to use where nobody asked for another, as LiveKit's SDKs do. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(6);

    /** Shortest lifetime of a refreshed token: long enough to come back after a network has been away. */
    public static final Duration MIN_REFRESHED_LIFETIME = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing keys;

    public TokenIssuer(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Makes a token valid from now on.
     *
     * @param identity participant identity, or empty for a token that is not about one (API calls, webhooks)
     * @param lifetime how long it holds; counted in whole seconds
     * @throws IllegalArgumentException when the grants' room settings are not a JSON object
     */
    public String issue(String identity, Grants grants, Duration lifetime, Instant now) {
        return issue(keys.signingKey(), identity, grants, lifetime, now);
    }

    /**
     * As the other, with another key of the ring: what is made for the owner of a key is signed by that key.
     *
     * @throws IllegalArgumentException also when the ring has no such key
     */
    public String issue(String apiKey, String identity, Grants grants, Duration lifetime, Instant now) {
        ApiSecret secret = keys.secretOf(apiKey);
        if (secret == null) {
            throw new IllegalArgumentException("there is no API key " + apiKey);
        }
        ObjectNode claims = UnverifiedToken.JSON.createObjectNode();
        claims.put("iss", apiKey);
        if (!identity.isEmpty()) {
            claims.put("sub", identity);
        }
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        if (!identity.isEmpty()) {
            // Two tokens of one second must differ, for one can be taken back and the other not.
            claims.put("jti", tokenId());
            claims.put("identity", identity);
        }
        GrantsJson.write(grants, claims);
        // By way of a string: half a surrogate pair in a name becomes a question mark instead of an exception.
        return secret.sign(claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String tokenId() {
        byte[] id = new byte[12];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().encodeToString(id);
    }

    /**
     * Makes the token a connected participant comes back with. It carries what the participant may do now and is, and
     * holds at least as long as the token it joined with.
     *
     * @param current grants with the participant's present name, metadata, attributes and permissions; what concerns
     *     API calls only is left out
     * @param joinedUntil end of the lifetime of the token it joined with
     */
    public String refresh(String identity, Grants current, Instant joinedUntil, Instant now) {
        Duration remaining = Duration.between(now, joinedUntil);
        Duration lifetime = remaining.compareTo(MIN_REFRESHED_LIFETIME) > 0 ? remaining : MIN_REFRESHED_LIFETIME;
        Grants refreshed = Grants.builder()
                .name(current.name())
                .kind(current.participantKind().claim())
                .kindDetails(current.kindDetails())
                .video(current.video())
                .roomConfig(current.roomConfig())
                .roomPreset(current.roomPreset())
                .metadata(current.metadata())
                .attributes(current.attributes())
                .build();
        return issue(identity, refreshed, lifetime, now);
    }
}
