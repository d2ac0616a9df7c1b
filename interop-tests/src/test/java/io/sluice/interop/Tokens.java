package io.sluice.interop;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Access tokens, minted here and not by the product: the two must agree without sharing code. */
final class Tokens {
    private final String key;
    private final String secret;

    Tokens(ServerUnderTest server) {
        this.key = server.key;
        this.secret = server.secret;
    }

    String joining(String room, String identity) {
        return joining(room, identity, Duration.ofMinutes(10));
    }

    /** A token whose remaining life may be negative. */
    String joining(String room, String identity, Duration life) {
        return Jwts.builder()
                .issuer(key)
                .subject(identity)
                .expiration(Date.from(Instant.now().plus(life)))
                .claim("video", Map.of("roomJoin", true, "room", room, "canUpdateOwnMetadata", true))
                .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
    }

    /** The right to manage channels, meetings and who is in them. */
    String managing() {
        return Jwts.builder()
                .issuer(key)
                .subject("application")
                .expiration(Date.from(Instant.now().plus(Duration.ofMinutes(10))))
                .claim("video", Map.of("roomCreate", true, "roomAdmin", true))
                .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
    }
}
