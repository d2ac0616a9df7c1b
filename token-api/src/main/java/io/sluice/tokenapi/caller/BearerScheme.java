package io.sluice.tokenapi.caller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.http.ApiCall;
import java.io.IOException;
import java.security.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users with a JSON Web Token of an issuer that the operator trusts, in {@code Authorization: Bearer} (RFC 6750). */
public final class BearerScheme implements CallerScheme {
    private static final int LONGEST = 16 * 1024;
    private static final long LEEWAY_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BearerRules rules;
    private final BearerKeys keys;
    private final List<SecureDigestAlgorithm<?, ?>> algorithms;

    /** @throws IllegalArgumentException when the rules name an algorithm that is no signature */
    public BearerScheme(BearerRules rules, BearerKeys keys) {
        this.rules = rules;
        this.keys = keys;
        this.algorithms = new ArrayList<>();
        for (String name : rules.algorithms()) {
            if (name.equals("none") || !Jwts.SIG.get().containsKey(name)) {
                throw new IllegalArgumentException("not the name of a signature algorithm: " + name);
            }
            algorithms.add(Jwts.SIG.get().forKey(name));
        }
    }

    @Override
    public CallerVerdict judge(ApiCall call, Instant now) throws InterruptedException {
        String token = call.bearer();
        if (token == null) {
            return CallerVerdict.ABSENT;
        }
        try {
            Caller caller = token.length() > LONGEST ? null : caller(token, now);
            return caller == null ? new Refused(Refusal.UNAUTHORIZED) : new Known(caller);
        } catch (BearerKeys.Unavailable e) {
            return new Refused(Refusal.UNAVAILABLE);
        }
    }

    private @Nullable Caller caller(String token, Instant now) throws BearerKeys.Unavailable, InterruptedException {
        JsonNode header = header(token);
        String algorithm = header.path("alg").asText("");
        if (!rules.algorithms().contains(algorithm)) {
            return null;
        }
        Key key = keys.find(header.path("kid").asText(""), algorithm, now);
        if (key == null) {
            return null;
        }
        try {
            Claims claims = parser(now)
                    .keyLocator(ignored -> key)
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            // Without an end a token that leaked would be good for ever.
            Object user = claims.getExpiration() == null ? null : claims.get(rules.userClaim());
            return user instanceof String id && !id.isEmpty()
                    ? new Caller(id, device(claims), null, Caller.Scheme.BEARER)
                    : null;
        } catch (JwtException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable String device(Claims claims) {
        Object device = rules.deviceClaim().isEmpty() ? null : claims.get(rules.deviceClaim());
        return device instanceof String || device instanceof Number ? device.toString() : null;
    }

    private JwtParserBuilder parser(Instant now) {
        JwtParserBuilder parser = Jwts.parser()
                .sig()
                .clear()
                .add(algorithms)
                .and()
                .zip()
                .clear()
                .and()
                .clock(() -> Date.from(now))
                .clockSkewSeconds(LEEWAY_SECONDS);
        if (!rules.issuer().isEmpty()) {
            parser.requireIssuer(rules.issuer());
        }
        if (!rules.audience().isEmpty()) {
            parser.requireAudience(rules.audience());
        }
        return parser;
    }

    /** Which key is wanted must be known before the signature can be checked; nothing else is taken from here. */
    private static JsonNode header(String token) {
        int dot = token.indexOf('.');
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, Math.max(dot, 0))));
        } catch (IOException | IllegalArgumentException e) {
            return JSON.missingNode();
        }
    }
}
