package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteKeysEngineTest {
    private static final KeyPair FIRST = Jwts.SIG.ES256.keyPair().build();
    private static final KeyPair SECOND = Jwts.SIG.ES256.keyPair().build();

    private final List<String> published = new ArrayList<>();
    private boolean down;
    private int asked;
    private Instant now = Instant.ofEpochSecond(1_800_000_000);
    private final RemoteKeys keys = new RemoteKeys(() -> {
        asked++;
        if (down) {
            throw new IOException("down");
        }
        return "{\"keys\":[" + String.join(",", published) + "]}";
    });

    private static String jwk(String id, KeyPair pair) {
        Jwk<?> key = Jwks.builder()
                .key((ECPublicKey) pair.getPublic())
                .id(id)
                .algorithm("ES256")
                .build();
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, ?> entry : key.entrySet()) {
            json.append(json.length() == 1 ? "" : ",")
                    .append('"')
                    .append(entry.getKey())
                    .append("\":\"")
                    .append(entry.getValue())
                    .append('"');
        }
        return json.append('}').toString();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @BeforeEach
    void publishOne() {
        published.add(jwk("1", FIRST));
    }

    @Test
    void keysAreAskedForOnceAndAgainWhenTheyAreOld() throws Exception {
        assertThat(keys.find("1", "ES256", now)).isEqualTo(FIRST.getPublic());
        assertThat(keys.find("1", "ES256", now)).isEqualTo(FIRST.getPublic());
        assertThat(asked).isEqualTo(1);
        pass(Duration.ofMinutes(10));
        assertThat(keys.find("1", "ES256", now)).isEqualTo(FIRST.getPublic());
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aNewKeyIsFoundAfterARotation() throws Exception {
        assertThat(keys.find("1", "ES256", now)).isNotNull();
        published.set(0, jwk("2", SECOND));
        pass(Duration.ofSeconds(31));
        assertThat(keys.find("2", "ES256", now)).isEqualTo(SECOND.getPublic());
        assertThat(keys.find("1", "ES256", now)).isNull();
    }

    @Test
    void madeUpKeyIdsDoNotMakeUsAskAllTheTime() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            assertThat(keys.find("made up " + i, "ES256", now)).isNull();
        }
        assertThat(asked).isEqualTo(1);
        pass(Duration.ofSeconds(30));
        for (int i = 0; i < 1_000; i++) {
            assertThat(keys.find("made up " + i, "ES256", now)).isNull();
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void knownKeysOutliveAnIssuerThatIsDownForADay() throws Exception {
        assertThat(keys.find("1", "ES256", now)).isNotNull();
        down = true;
        pass(Duration.ofHours(23));
        assertThat(keys.find("1", "ES256", now)).isEqualTo(FIRST.getPublic());
        assertThat(keys.find("1", "ES256", now)).isEqualTo(FIRST.getPublic());
        assertThat(asked).isEqualTo(2);
        pass(Duration.ofHours(1));
        assertThatThrownBy(() -> keys.find("1", "ES256", now)).isInstanceOf(BearerKeys.Unavailable.class);
    }

    @Test
    void anIssuerThatWasNeverReachedIsNotAskedAtEveryCall() {
        down = true;
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> keys.find("1", "ES256", now)).isInstanceOf(BearerKeys.Unavailable.class);
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aKeyServesItsAlgorithmOnlyAndATokenWithoutAnIdTheOnlyKeyThereIs() throws Exception {
        assertThat(keys.find("1", "ES384", now)).isNull();
        assertThat(keys.find("", "ES256", now)).isEqualTo(FIRST.getPublic());
        published.add(jwk("2", SECOND));
        pass(Duration.ofMinutes(11));
        assertThat(keys.find("", "ES256", now)).isNull();
    }

    @Test
    void secretsAndWhatNobodyKnowsAreLeftOut() throws Exception {
        published.add("{\"kty\":\"oct\",\"kid\":\"3\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
        published.add("{\"kty\":\"unheard-of\",\"kid\":\"4\"}");
        assertThat(keys.find("3", "HS256", now)).isNull();
        assertThat(keys.find("4", "ES256", now)).isNull();
        assertThat(keys.find("1", "ES256", now)).isNotNull();
    }
}
