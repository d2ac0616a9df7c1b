package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTokenPropertyTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final String LONG = "a-secret-that-is-long-enough-for-hs256";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";

    @ParameterizedTest
    @CsvSource({"prod," + LONG, "devkey,secret"})
    void noTokenHoldsAfterAnyOneCharacterChanged(String key, String secret) {
        KeyRing ring = KeyRing.allowingShortSecrets(Map.of(key, secret));
        String token = new TokenIssuer(ring).issue("eve", Grants.builder().build(), TokenIssuer.DEFAULT_LIFETIME, NOW);
        TokenVerifier verifier = new TokenVerifier(ring);
        assertThat(verifier.verify(token, NOW)).isInstanceOf(TokenVerdict.Verified.class);

        for (int at = 0; at < token.length(); at++) {
            for (int c = 0; c < ALPHABET.length(); c++) {
                if (ALPHABET.charAt(c) != token.charAt(at)) {
                    String changed = token.substring(0, at) + ALPHABET.charAt(c) + token.substring(at + 1);
                    assertThat(verifier.verify(changed, NOW)).as(changed).isInstanceOf(TokenVerdict.Refused.class);
                }
            }
        }
    }

    @Test
    void noTokenHoldsAfterItsEndWasCutOff() {
        KeyRing ring = KeyRing.of(Map.of("prod", LONG));
        String token = new TokenIssuer(ring).issue("eve", Grants.builder().build(), TokenIssuer.DEFAULT_LIFETIME, NOW);

        for (int length = 0; length < token.length(); length++) {
            assertThat(new TokenVerifier(ring).verify(token.substring(0, length), NOW))
                    .isInstanceOf(TokenVerdict.Refused.class);
        }
    }

    /** A signer may be hostile too: whatever properly signed bytes say, the answer is a verdict, never an exception. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void signedGarbageGetsAVerdict(long seed) throws Exception {
        Random random = new Random(seed);
        TokenVerifier verifier =
                new TokenVerifier(KeyRing.allowingShortSecrets(Map.of("prod", LONG, "devkey", "secret")));
        int verified = 0;
        for (int i = 0; i < 2_000; i++) {
            boolean strong = random.nextBoolean();
            String header = mutate("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k\"}", random);
            String payload = mutate(
                    "{\"iss\":\"" + (strong ? "prod" : "devkey")
                            + "\",\"sub\":\"eve\",\"exp\":1800000600,\"nbf\":1,\"iat\":1,\"aud\":[\"x\"],\"kind\":\"sip\","
                            + "\"video\":{\"roomJoin\":true,\"room\":\"r\",\"canPublishSources\":[\"camera\"]},"
                            + "\"attributes\":{\"a\":\"b\"},\"roomConfig\":{\"name\":\"r\"}}",
                    random);

            TokenVerdict verdict = verifier.verify(HandMadeJws.sign(strong ? LONG : "secret", header, payload), NOW);
            assertThat(verdict)
                    .as("seed %d round %d: %s %s", seed, i, header, payload)
                    .isNotNull();
            verified += verdict instanceof TokenVerdict.Verified ? 1 : 0;
        }
        // Else the mutations would all die at the first check and prove nothing.
        assertThat(verified).as("seed %d", seed).isBetween(200, 1_800);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void randomTextIsRefused(long seed) {
        Random random = new Random(seed);
        TokenVerifier verifier = new TokenVerifier(KeyRing.of(Map.of("prod", LONG)));
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(120); n > 0; n--) {
                text.append(
                        random.nextInt(10) == 0
                                ? (char) random.nextInt(0x10000)
                                : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            assertThat(verifier.verify(text.toString(), NOW))
                    .as("seed %d round %d", seed, i)
                    .isInstanceOf(TokenVerdict.Refused.class);
        }
    }

    private static String mutate(String json, Random random) {
        String[] splices = {
            "null", "1", "-1e99", "true", "\"\"", "{}", "[]", ",", "\"", "\\ud800", "1.5", "99999999999999999999"
        };
        StringBuilder text = new StringBuilder(json);
        for (int n = random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(0x100));
                case 2 -> text.insert(at, splices[random.nextInt(splices.length)]);
                default -> {
                    int colon = text.indexOf(":", at);
                    int end = colon < 0 ? -1 : text.indexOf(",", colon);
                    if (end > 0) {
                        text.replace(colon + 1, end, splices[random.nextInt(splices.length)]);
                    }
                }
            }
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
