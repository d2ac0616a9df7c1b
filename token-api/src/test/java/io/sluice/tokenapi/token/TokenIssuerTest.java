package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenIssuerTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final String LONG = "a-secret-that-is-long-enough-for-hs256";

    @ParameterizedTest
    @CsvSource({"devkey," + LONG, "devkey,secret"})
    void aRefreshedTokenReadsAsLiveKitsDoes(String key, String secret) {
        Grants joined = Grants.builder()
                .video(VideoGrant.builder()
                        .roomJoin(true)
                        .room("trace-single")
                        .canPublish(true)
                        .canSubscribe(true)
                        .canPublishData(true)
                        .build())
                .build();
        KeyRing ring = KeyRing.allowingShortSecrets(Map.of(key, secret));

        String[] parts = new TokenIssuer(ring)
                .refresh("alice", joined, NOW.plusSeconds(30), NOW)
                .split("\\.");

        assertThat(parts).hasSize(3);
        assertThat(decode(parts[0])).contains("\"alg\":\"HS256\"").contains("\"typ\":\"JWT\"");
        assertThat(decode(parts[1]).replaceFirst("\"jti\":\"[A-Za-z0-9_-]{16}\"", "\"jti\":\"\""))
                .isEqualTo(
                        "{\"iss\":\"devkey\",\"sub\":\"alice\",\"exp\":1800000600,\"nbf\":1800000000,"
                                + "\"iat\":1800000000,\"jti\":\"\",\"identity\":\"alice\",\"kind\":\"standard\",\"video\":{\"roomJoin\":true,"
                                + "\"room\":\"trace-single\",\"canPublish\":true,\"canSubscribe\":true,\"canPublishData\":true}}");
    }

    @Test
    void aRefreshedTokenHoldsAtLeastAsLongAsTheOneBefore() {
        TokenIssuer issuer = new TokenIssuer(KeyRing.of(Map.of("prod", LONG)));
        Grants grants = Grants.builder().build();

        assertThat(expiry(issuer.refresh("eve", grants, NOW.plusSeconds(601), NOW)))
                .isEqualTo(NOW.plusSeconds(601));
        assertThat(expiry(issuer.refresh("eve", grants, NOW.plusSeconds(599), NOW)))
                .isEqualTo(NOW.plusSeconds(600));
        assertThat(expiry(issuer.refresh("eve", grants, NOW.minusSeconds(9999), NOW)))
                .isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void aRefreshedTokenCarriesWhatAParticipantNeedsToComeBackAndNoApiRights() {
        Grants current = Grants.builder()
                .name("Eve")
                .kind("agent")
                .kindDetails(List.of("cloud_agent"))
                .video(VideoGrant.builder().roomJoin(true).room("r").build())
                .sip(new SipGrant(true, true))
                .agent(new AgentGrant(true, false, false))
                .inference(new InferenceGrant(true))
                .observability(new ObservabilityGrant(true))
                .roomConfig("{\"name\":\"r\"}")
                .roomPreset("p")
                .sha256("x")
                .metadata("m")
                .attributes(Map.of("a", "b"))
                .build();
        TokenIssuer issuer = new TokenIssuer(KeyRing.of(Map.of("prod", LONG)));

        assertThat(verified(issuer.refresh("eve", current, NOW, NOW)).grants())
                .isEqualTo(current.toBuilder()
                        .sip(null)
                        .agent(null)
                        .inference(null)
                        .observability(null)
                        .sha256("")
                        .build());
    }

    @Test
    void twoTokensOfOneSecondDiffer() {
        TokenIssuer issuer = new TokenIssuer(KeyRing.of(Map.of("prod", LONG)));
        Grants grants = Grants.builder().build();
        assertThat(issuer.issue("eve", grants, TokenIssuer.DEFAULT_LIFETIME, NOW))
                .isNotEqualTo(issuer.issue("eve", grants, TokenIssuer.DEFAULT_LIFETIME, NOW));
    }

    @Test
    void theFirstKeySigns() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("zulu", LONG);
        keys.put("alpha", LONG + "2");

        String token =
                new TokenIssuer(KeyRing.of(keys)).issue("eve", Grants.builder().build(), Duration.ofHours(1), NOW);

        TokenVerdict verdict = new TokenVerifier(KeyRing.of(keys)).verify(token, NOW);
        assertThat(((TokenVerdict.Verified) verdict).token().apiKey()).isEqualTo("zulu");
    }

    @Test
    void halfASurrogatePairInANameDoesNotStopTheToken() {
        Grants grants = Grants.builder().name("a\ud83d").build();

        String token = new TokenIssuer(KeyRing.of(Map.of("prod", LONG))).issue("eve", grants, Duration.ofHours(1), NOW);

        assertThat(verified(token).grants().name()).isEqualTo("a?");
    }

    private static Instant expiry(String token) {
        return verified(token).expiresAt();
    }

    private static AccessToken verified(String token) {
        TokenVerdict verdict = new TokenVerifier(KeyRing.of(Map.of("prod", LONG))).verify(token, NOW);
        assertThat(verdict).isInstanceOf(TokenVerdict.Verified.class);
        return ((TokenVerdict.Verified) verdict).token();
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
