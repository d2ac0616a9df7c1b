package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final String AT_LEAST = "0123456789abcdef0123456789abcdef";

    @Test
    void keysKeepTheirOrder() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("z", AT_LEAST);
        keys.put("a", AT_LEAST);
        keys.put("m", AT_LEAST);

        assertThat(KeyRing.of(keys).apiKeys()).containsExactly("z", "a", "m");
        assertThat(KeyRing.of(keys).signingKey()).isEqualTo("z");
    }

    @Test
    void aSecretIsMeasuredInBytes() {
        assertThat(KeyRing.of(Map.of("k", "é".repeat(16))).apiKeys()).containsExactly("k");
        assertThatThrownBy(() -> KeyRing.of(Map.of("k", "é".repeat(15) + "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret of API key k is shorter than 32 bytes");
    }

    @Test
    void aShortSecretNeedsARingMadeForDevelopment() {
        assertThatThrownBy(() -> KeyRing.of(Map.of("devkey", "secret"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(KeyRing.allowingShortSecrets(Map.of("devkey", "secret")).apiKeys())
                .containsExactly("devkey");
    }

    @Test
    void emptyKeysEmptySecretsAndEmptyRingsAreRefused() {
        assertThatThrownBy(() -> KeyRing.allowingShortSecrets(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyRing.allowingShortSecrets(Map.of("", "secret")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyRing.allowingShortSecrets(Map.of("devkey", "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRingDoesNotChangeWithTheMapItWasMadeFrom() {
        Map<String, String> keys = new LinkedHashMap<>(Map.of("k", AT_LEAST));
        KeyRing ring = KeyRing.of(keys);
        String token = new TokenIssuer(ring)
                .issue("eve", Grants.builder().build(), TokenIssuer.DEFAULT_LIFETIME, Instant.EPOCH);

        keys.clear();

        assertThat(new TokenVerifier(ring).verify(token, Instant.EPOCH)).isInstanceOf(TokenVerdict.Verified.class);
    }

    @Test
    void secretsDoNotAppearInText() {
        assertThat(KeyRing.of(Map.of("k", AT_LEAST)).toString()).contains("k").doesNotContain(AT_LEAST);
        assertThat(ApiSecret.of(AT_LEAST).toString()).doesNotContain(AT_LEAST);
    }
}
