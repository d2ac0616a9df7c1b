package io.sluice.tokenapi.token;

import io.jsonwebtoken.ClaimJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks with one HS256 secret. The bytes of the secret leave this type only as a MAC. */
sealed interface ApiSecret {
    /**
     * The compact form of a token over these claims.
     *
     * @param claimsJson UTF-8 JSON object
     */
    String sign(byte[] claimsJson);

    /**
     * Whether this secret made the token's signature. Says nothing about times: those are judged once, by
     * {@link RegisteredClaims}, for both kinds of secret.
     *
     * @param token whose three parts were found well formed and whose algorithm is HS256
     */
    boolean signed(UnverifiedToken token, Instant now);

    /** @throws IllegalArgumentException when the secret is empty */
    static ApiSecret of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return bytes.length >= KeyRing.MIN_SECRET_BYTES ? new Full(bytes) : new Short(bytes);
    }

    /** A secret as long as the standard asks for; JJWT does the work. */
    final class Full implements ApiSecret {
        private final SecretKey key;

        private Full(byte[] bytes) {
            this.key = Keys.hmacShaKeyFor(bytes);
        }

        @Override
        public String sign(byte[] claimsJson) {
            return Jwts.builder()
                    .header()
                    .type("JWT")
                    .and()
                    .content(claimsJson)
                    .signWith(key, Jwts.SIG.HS256)
                    .compact();
        }

        @Override
        public boolean signed(UnverifiedToken token, Instant now) {
            try {
                Jwts.parser()
                        .verifyWith(key)
                        .sig()
                        .clear()
                        .add(Jwts.SIG.HS256)
                        .and()
                        .zip()
                        .clear()
                        .and()
                        .clock(() -> Date.from(now))
                        .clockSkewSeconds(RegisteredClaims.LEEWAY.toSeconds())
                        .build()
                        .parseSignedClaims(token.text());
                return true;
            } catch (ClaimJwtException e) {
                // JJWT looks at the times only after the signature held.
                return true;
            } catch (JwtException | IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** A secret JJWT refuses as weak; exists only in rings made for development. */
    final class Short implements ApiSecret {
        private static final String HEADER =
                encode("{\"typ\":\"JWT\",\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));

        private final SecretKeySpec key;

        private Short(byte[] bytes) {
            this.key = new SecretKeySpec(bytes, "HmacSHA256");
        }

        @Override
        public String sign(byte[] claimsJson) {
            String input = HEADER + '.' + encode(claimsJson);
            return input + '.' + encode(mac(input));
        }

        @Override
        public boolean signed(UnverifiedToken token, Instant now) {
            return MessageDigest.isEqual(mac(token.signingInput()), token.signature());
        }

        private byte[] mac(String input) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }

        private static String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
