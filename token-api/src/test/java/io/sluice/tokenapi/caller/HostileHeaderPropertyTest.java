package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.channel.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody writes into headers, the answer is a value and never an exception. */
class HostileHeaderPropertyTest {
    private static final String ALPHABET = "ab=;%\"+.:s-_ \t\u0000é😀09Ff,";

    private static String garbage(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cookieHeadersAreReadWithoutFail(long seed) {
        Random random = new Random(seed);
        SignedCookie signature = new SignedCookie(List.of("secret"));
        for (int i = 0; i < 5_000; i++) {
            String header = garbage(random, 60);
            for (String value : CookieHeader.values(header, "a")) {
                assertThat(value).hasSizeLessThanOrEqualTo(header.length());
                assertThat(signature.sessionId(value)).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCookieIsReadBackAmongGarbage(long seed) {
        Random random = new Random(seed);
        SignedCookie signature = new SignedCookie(List.of("secret"));
        for (int i = 0; i < 1_000; i++) {
            String id = garbage(random, 20) + "x";
            String value = "s:" + id + '.' + SignedCookie.sign(id, "secret");
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            List<String> found =
                    CookieHeader.values("b=" + garbage(random, 20).replace(";", "") + "; a=" + encoded, "a");
            // Half a surrogate pair has no encoding.
            if (!value.equals(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))) {
                continue;
            }
            assertThat(found).containsExactly(value);
            assertThat(signature.sessionId(value)).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void signedHeadersOfGarbageAreRefused(long seed) {
        Random random = new Random(seed);
        SignedRequests requests = new SignedRequests(new SignedSessions() {
            @Override
            public Session find(String clientId) {
                return new Session("alice", clientId, null, "secret", null);
            }

            @Override
            public void renew(String clientId, Instant expiresAt) {
                throw new AssertionError("nothing was signed");
            }
        });
        for (int i = 0; i < 5_000; i++) {
            SignedRequest request = SignedRequest.read(
                    name -> switch (random.nextInt(4)) {
                        case 0 -> garbage(random, 200);
                        case 1 -> Long.toString(random.nextLong());
                        case 2 -> "1000";
                        default -> garbage(random, 10);
                    },
                    garbage(random, 10),
                    new byte[0]);
            if (request != null) {
                assertThat(requests.judge(request, Instant.EPOCH)).isInstanceOf(CallerVerdict.Refused.class);
            }
        }
    }
}
