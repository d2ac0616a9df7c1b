package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerSchemeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String SECRET = "a-secret-that-an-issuer-shares-with-us";
    private static final SecretKey KEY = Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8));
    private static final BearerRules RULES =
            new BearerRules(Set.of("HS256"), "https://issuer.example", "sluice", "sub", "device");

    private final BearerScheme scheme = new BearerScheme(RULES, new SharedSecretKeys(SECRET));

    private CallerVerdict judge(String token) throws InterruptedException {
        return scheme.judge(Calls.with("Authorization", "Bearer " + token), NOW);
    }

    private static String token(String issuer, String audience, @Nullable Instant end, String subject) {
        return Jwts.builder()
                .issuer(issuer)
                .audience()
                .add("other")
                .add(audience)
                .and()
                .subject(subject)
                .claim("device", 2)
                .expiration(end == null ? null : Date.from(end))
                .signWith(KEY, Jwts.SIG.HS256)
                .compact();
    }

    private static String good() {
        return token("https://issuer.example", "sluice", NOW.plusSeconds(60), "alice");
    }

    @Test
    void aTokenOfTheIssuerIsItsUser() throws Exception {
        assertThat(judge(good())).isEqualTo(new Known(new Caller("alice", "2", null, Caller.Scheme.BEARER)));
        assertThat(scheme.judge(Calls.with("authorization", "bearer " + good()), NOW))
                .isInstanceOf(Known.class);
    }

    @Test
    void withoutATokenAnotherSchemeMayKnowTheCaller() throws Exception {
        assertThat(scheme.judge(Calls.with(), NOW)).isEqualTo(CallerVerdict.ABSENT);
        assertThat(scheme.judge(Calls.with("Authorization", "Basic eDp5"), NOW)).isEqualTo(CallerVerdict.ABSENT);
    }

    @Test
    void whatIsNotForUsOrNotNowIsRefused() throws Exception {
        Refused refused = new Refused(Refusal.UNAUTHORIZED);
        Instant end = NOW.plusSeconds(60);
        assertThat(judge(token("https://evil.example", "sluice", end, "alice"))).isEqualTo(refused);
        assertThat(judge(token("https://issuer.example", "elsewhere", end, "alice")))
                .isEqualTo(refused);
        assertThat(judge(token("https://issuer.example", "sluice", NOW.minusSeconds(61), "alice")))
                .isEqualTo(refused);
        assertThat(judge(token("https://issuer.example", "sluice", null, "alice")))
                .isEqualTo(refused);
        assertThat(judge(token("https://issuer.example", "sluice", end, ""))).isEqualTo(refused);
        assertThat(judge(good() + "A")).isEqualTo(refused);
        assertThat(judge("x".repeat(20_000))).isEqualTo(refused);
        assertThat(judge("")).isEqualTo(refused);
        assertThat(judge("..")).isEqualTo(refused);
    }

    /** The header says how to check the signature, and whoever writes it is not to be trusted. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "HS384", "RS256", "hs256", ""})
    void anAlgorithmThatIsNotListedIsRefused(String algorithm) throws Exception {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8));
        String token = header + good().substring(good().indexOf('.'));
        assertThat(judge(token)).isEqualTo(new Refused(Refusal.UNAUTHORIZED));
        assertThat(judge(token.substring(0, token.lastIndexOf('.') + 1))).isEqualTo(new Refused(Refusal.UNAUTHORIZED));
    }

    /** The public key of an issuer must not be taken for the secret of an HMAC. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        KeyPair pair = Jwts.SIG.RS256.keyPair().build();
        BearerScheme lax = new BearerScheme(
                new BearerRules(Set.of("RS256", "HS256"), "", "", "sub", ""), (id, algorithm, now) -> pair.getPublic());
        String forged = Jwts.builder()
                .subject("alice")
                .expiration(Date.from(NOW.plusSeconds(60)))
                .signWith(Keys.hmacShaKeyFor(pair.getPublic().getEncoded()), Jwts.SIG.HS256)
                .compact();
        assertThat(lax.judge(Calls.with("Authorization", "Bearer " + forged), NOW))
                .isEqualTo(new Refused(Refusal.UNAUTHORIZED));
    }

    @Test
    void noneIsNoAlgorithm() {
        assertThatThrownBy(() -> new BearerScheme(
                        new BearerRules(Set.of("none"), "", "", "sub", ""), new SharedSecretKeys(SECRET)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
