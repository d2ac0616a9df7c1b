package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.token.TokenVerdict.Reason;
import io.sluice.tokenapi.token.TokenVerdict.Refused;
import io.sluice.tokenapi.token.TokenVerdict.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final String LONG = "a-secret-that-is-long-enough-for-hs256";
    private static final String EXP = "\"exp\":1800000600";
    private static final KeyRing RING = ring();
    private static final TokenVerifier VERIFIER = new TokenVerifier(RING);

    private static KeyRing ring() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("prod", LONG);
        keys.put("devkey", "secret");
        return KeyRing.allowingShortSecrets(keys);
    }

    /** One well-made token per kind of secret: {issuer, secret}. */
    static Stream<Arguments> bothKindsOfSecret() {
        return Stream.of(Arguments.of("prod", LONG), Arguments.of("devkey", "secret"));
    }

    @ParameterizedTest
    @MethodSource("bothKindsOfSecret")
    void aTokenSignedByAKeyOfTheRingHolds(String key, String secret) throws Exception {
        String token = HandMadeJws.sign(
                secret, payload(key, "\"sub\":\"eve\",\"video\":{\"roomJoin\":true,\"room\":\"r\"}," + EXP));

        AccessToken verified = verified(token, NOW);

        assertThat(verified.apiKey()).isEqualTo(key);
        assertThat(verified.identity()).isEqualTo("eve");
        assertThat(verified.expiresAt()).isEqualTo(NOW.plusSeconds(600));
        assertThat(verified.grants().video())
                .isEqualTo(VideoGrant.builder().roomJoin(true).room("r").build());
    }

    /** Made elsewhere, with a secret that only development allows. */
    @Test
    void aTokenOfDevelopmentHoldsThereWithItsOwnAlgorithmOnly() {
        String rest =
                ".eyJpc3MiOiJkZXZrZXkiLCJzdWIiOiJhbGljZSIsImV4cCI6NDEwMjQ0NDgwMCwibmJmIjowLCJ2aWRlbyI6eyJyb29tIjoiY2hhbm5lbC14Ii"
                        + "wicm9vbUpvaW4iOnRydWV9fQ.rEHOEQkYT63S52RhTfs9Xw1xSmH1OWpJxs5u4_J7F1I";
        TokenVerifier verifier = new TokenVerifier(KeyRing.allowingShortSecrets(Map.of("devkey", "secret")));
        Instant now = Instant.ofEpochSecond(1_800_000_000L);
        assertThat(verifier.verify("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + rest, now))
                .isInstanceOf(TokenVerdict.Verified.class);
        for (String algorithm : new String[] {"none", "RS256"}) {
            String header = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            ("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}").getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(header + rest, now)).isInstanceOf(TokenVerdict.Refused.class);
        }
    }

    @Test
    void theTokenIdStandsInForAMissingSubject() throws Exception {
        assertThat(verified(HandMadeJws.sign(LONG, payload("prod", "\"jti\":\"old-sdk\"," + EXP)), NOW)
                        .identity())
                .isEqualTo("old-sdk");
        assertThat(verified(HandMadeJws.sign(LONG, payload("prod", EXP)), NOW).identity())
                .isEmpty();
    }

    /** {what, header, payload, secret, reason, text}; texts as a LiveKit server answers them. */
    static Stream<Arguments> failures() {
        String hs256 = "{\"alg\":\"HS256\"}";
        String malformed = "invalid authorization token";
        String detail = malformed + ": ";
        String decode = detail + "token is malformed: could not JSON decode claim: ";
        return Stream.of(
                failure("unknown key", hs256, payload("other", EXP), LONG, Reason.UNKNOWN_KEY, "invalid API key"),
                failure("no issuer", hs256, "{" + EXP + "}", LONG, Reason.UNKNOWN_KEY, "invalid API key"),
                failure(
                        "wrong secret",
                        hs256,
                        payload("prod", EXP),
                        "another-secret-that-is-long-enough-too",
                        Reason.BAD_SIGNATURE,
                        detail + "token signature is invalid: signature is invalid"),
                failure(
                        "secret of another key of the ring",
                        hs256,
                        payload("prod", EXP),
                        "secret",
                        Reason.BAD_SIGNATURE,
                        detail + "token signature is invalid: signature is invalid"),
                failure(
                        "expired and wrongly signed",
                        hs256,
                        payload("prod", "\"exp\":1"),
                        "secret",
                        Reason.BAD_SIGNATURE,
                        detail + "token signature is invalid: signature is invalid"),
                failure(
                        "not yet valid and wrongly signed",
                        hs256,
                        payload("prod", "\"nbf\":1900000000,\"exp\":1900000000"),
                        "secret",
                        Reason.BAD_SIGNATURE,
                        detail + "token signature is invalid: signature is invalid"),
                failure(
                        "expired",
                        hs256,
                        payload("prod", "\"exp\":1799999900"),
                        LONG,
                        Reason.EXPIRED,
                        detail + "token has invalid claims: token is expired"),
                failure(
                        "not yet valid",
                        hs256,
                        payload("prod", "\"nbf\":1800000100," + EXP),
                        LONG,
                        Reason.NOT_YET_VALID,
                        detail + "token has invalid claims: token is not valid yet"),
                failure(
                        "expired before it became valid",
                        hs256,
                        payload("prod", "\"nbf\":1800000100,\"exp\":1799999900"),
                        LONG,
                        Reason.EXPIRED,
                        detail + "token has invalid claims: token is expired, token is not valid yet"),
                failure(
                        "no exp",
                        hs256,
                        payload("prod", "\"sub\":\"eve\""),
                        LONG,
                        Reason.NO_EXPIRY,
                        detail + "token has invalid claims: token is missing required claim: exp claim is required"),
                failure(
                        "alg none",
                        "{\"alg\":\"none\"}",
                        payload("prod", EXP),
                        LONG,
                        Reason.WRONG_ALGORITHM,
                        detail + "token signature is invalid: signing method none is invalid"),
                failure(
                        "alg HS512 over an HS256 signature",
                        "{\"alg\":\"HS512\"}",
                        payload("prod", EXP),
                        LONG,
                        Reason.WRONG_ALGORITHM,
                        detail + "token signature is invalid: signing method HS512 is invalid"),
                failure(
                        "alg RS256",
                        "{\"alg\":\"RS256\"}",
                        payload("prod", EXP),
                        LONG,
                        Reason.WRONG_ALGORITHM,
                        detail + "token signature is invalid: signing method RS256 is invalid"),
                failure(
                        "alg nobody knows",
                        "{\"alg\":\"<b>\"}",
                        payload("prod", EXP),
                        LONG,
                        Reason.MALFORMED,
                        malformed),
                failure("alg no text", "{\"alg\":256}", payload("prod", EXP), LONG, Reason.MALFORMED, malformed),
                failure("no alg", "{\"typ\":\"JWT\"}", payload("prod", EXP), LONG, Reason.MALFORMED, malformed),
                failure(
                        "critical header",
                        "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                        payload("prod", EXP),
                        LONG,
                        Reason.MALFORMED,
                        malformed),
                failure(
                        "compressed",
                        "{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
                        payload("prod", EXP),
                        LONG,
                        Reason.MALFORMED,
                        malformed),
                failure("payload a list", hs256, "[]", LONG, Reason.MALFORMED, malformed),
                failure("payload cut", hs256, "{\"iss\":\"prod\"", LONG, Reason.MALFORMED, malformed),
                failure("two payloads", hs256, payload("prod", EXP) + "{}", LONG, Reason.MALFORMED, malformed),
                failure(
                        "a claim twice",
                        hs256,
                        "{\"iss\":\"devkey\",\"iss\":\"prod\"," + EXP + "}",
                        LONG,
                        Reason.MALFORMED,
                        malformed),
                failure("exp a text", hs256, payload("prod", "\"exp\":\"never\""), LONG, Reason.MALFORMED, malformed),
                failure("exp beyond time", hs256, payload("prod", "\"exp\":1e300"), LONG, Reason.MALFORMED, malformed),
                failure("sub a number", hs256, payload("prod", "\"sub\":7," + EXP), LONG, Reason.MALFORMED, malformed),
                failure(
                        "nested without end",
                        hs256,
                        payload("prod", "\"x\":" + "[".repeat(500) + "]".repeat(500) + "," + EXP),
                        LONG,
                        Reason.MALFORMED,
                        malformed),
                failure(
                        "right given as a text",
                        hs256,
                        payload("prod", "\"video\":{\"roomJoin\":\"true\"}," + EXP),
                        LONG,
                        Reason.BAD_GRANTS,
                        decode + "video.roomJoin must be a boolean"),
                failure(
                        "attribute a number",
                        hs256,
                        payload("prod", "\"attributes\":{\"a\":1}," + EXP),
                        LONG,
                        Reason.BAD_GRANTS,
                        decode + "attributes must be an object of strings"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whatDoesNotHoldIsRefusedInLiveKitsWords(
            String what, String header, String payload, String secret, Reason reason, String text) throws Exception {
        assertThat(VERIFIER.verify(HandMadeJws.sign(secret, header, payload), NOW))
                .isEqualTo(new Refused(reason, text));
    }

    @ParameterizedTest
    @MethodSource("bothKindsOfSecret")
    void aTokenHoldsUntilOneMinuteAfterItExpires(String key, String secret) throws Exception {
        String token = HandMadeJws.sign(secret, payload(key, "\"exp\":1800000000"));

        assertThat(VERIFIER.verify(token, NOW.plusSeconds(60).minusNanos(1))).isInstanceOf(Verified.class);
        assertThat(reason(token, NOW.plusSeconds(60))).isEqualTo(Reason.EXPIRED);
    }

    @ParameterizedTest
    @MethodSource("bothKindsOfSecret")
    void aTokenHoldsFromOneMinuteBeforeItBecomesValid(String key, String secret) throws Exception {
        String token = HandMadeJws.sign(secret, payload(key, "\"nbf\":1800000000,\"exp\":1800009999"));

        assertThat(VERIFIER.verify(token, NOW.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(reason(token, NOW.minusSeconds(60).minusNanos(1))).isEqualTo(Reason.NOT_YET_VALID);
    }

    @ParameterizedTest
    @MethodSource("bothKindsOfSecret")
    void aTokenIssuedInTheFutureHoldsBecauseOnlyNotBeforeForbidsThat(String key, String secret) throws Exception {
        String token = HandMadeJws.sign(secret, payload(key, "\"iat\":1800000500," + EXP));

        assertThat(VERIFIER.verify(token, NOW)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @MethodSource("bothKindsOfSecret")
    void fractionsOfSecondsInTimesAreCutOff(String key, String secret) throws Exception {
        String token = HandMadeJws.sign(secret, payload(key, "\"exp\":1800000600.9"));

        assertThat(verified(token, NOW).expiresAt()).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void everyPartMustBeThere() throws Exception {
        String token = HandMadeJws.sign(LONG, payload("prod", EXP));
        List<String> parts = List.of(token.split("\\."));

        for (String cut : List.of(
                "",
                ".",
                "..",
                "...",
                parts.get(0),
                parts.get(0) + "." + parts.get(1),
                "." + parts.get(1) + "." + parts.get(2),
                parts.get(0) + ".." + parts.get(2),
                token + ".",
                token + ".x.y")) {
            assertThat(reason(cut, NOW)).as(cut).isEqualTo(Reason.MALFORMED);
        }
        assertThat(reason(parts.get(0) + "." + parts.get(1) + ".", NOW)).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", " ", "\n", "\u0000", "+", "/", "é"})
    void nothingMayBeAddedToAToken(String extra) throws Exception {
        String token = HandMadeJws.sign(LONG, payload("prod", EXP));

        assertThat(VERIFIER.verify(token + extra, NOW)).isInstanceOf(Refused.class);
        assertThat(VERIFIER.verify(extra + token, NOW)).isInstanceOf(Refused.class);
    }

    @Test
    void aTokenLongerThanTheVerifierReadsIsRefusedUnread() throws Exception {
        String token = HandMadeJws.sign(LONG, payload("prod", EXP));

        assertThat(new TokenVerifier(RING, token.length()).verify(token, NOW)).isInstanceOf(Verified.class);
        assertThat(new TokenVerifier(RING, token.length() - 1).verify(token, NOW))
                .isEqualTo(new Refused(Reason.MALFORMED, "invalid authorization token"));
    }

    @Test
    void theLargestMetadataAndAttributesLiveKitAllowsFitIntoAToken() {
        Grants grants = Grants.builder()
                .metadata("m".repeat(512 * 1024))
                .attributes(Map.of("k", "v".repeat(64 * 1024 - 1)))
                .build();
        String token = new TokenIssuer(RING).issue("eve", grants, TokenIssuer.DEFAULT_LIFETIME, NOW);

        assertThat(verified(token, NOW).grants()).isEqualTo(grants);
    }

    private static String payload(String issuer, String members) {
        return "{\"iss\":\"" + issuer + "\"," + members + "}";
    }

    private static Arguments failure(
            String what, String header, String payload, String secret, Reason reason, String text) {
        return Arguments.of(what, header, payload, secret, reason, text);
    }

    private static AccessToken verified(String token, Instant now) {
        TokenVerdict verdict = VERIFIER.verify(token, now);
        assertThat(verdict).isInstanceOf(Verified.class);
        return ((Verified) verdict).token();
    }

    private static Reason reason(String token, Instant now) {
        TokenVerdict verdict = VERIFIER.verify(token, now);
        assertThat(verdict).isInstanceOf(Refused.class);
        return ((Refused) verdict).reason();
    }
}
