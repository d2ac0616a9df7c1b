package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.caller.RateLimiter.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterPropertyTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Against a model that keeps everything. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aKeyGetsItsCallsInEveryWindowAndNoMore(long seed) {
        Random random = new Random(seed);
        RateLimiter limiter = new RateLimiter(5, WINDOW, 100);
        Map<String, Instant> ends = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        Instant now = Instant.ofEpochMilli(random.nextInt());
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(4_000));
            String key = "k" + random.nextInt(10);
            if (!now.isBefore(ends.getOrDefault(key, Instant.MIN))) {
                ends.put(key, now.plus(WINDOW));
                counts.put(key, 0);
            }
            int before = counts.merge(key, 1, Integer::sum) - 1;
            Standing standing = limiter.count(key, now);
            assertThat(standing.isExceeded()).isEqualTo(before >= 5);
            assertThat(standing.remaining()).isEqualTo(Math.max(0, 4 - before));
            assertThat(standing.resetSeconds()).isBetween(1, 60);
            assertThat(now.plusSeconds(standing.resetSeconds())).isAfterOrEqualTo(ends.get(key));
        }
    }

    @Test
    void keysBeyondTheBoundPushOutTheOneThatCalledLongestAgo() {
        RateLimiter limiter = new RateLimiter(1, WINDOW, 2);
        limiter.count("a", Instant.EPOCH);
        limiter.count("b", Instant.EPOCH);
        assertThat(limiter.count("a", Instant.EPOCH).isExceeded()).isTrue();
        limiter.count("c", Instant.EPOCH);
        assertThat(limiter.count("a", Instant.EPOCH).isExceeded()).isTrue();
        assertThat(limiter.count("b", Instant.EPOCH).isExceeded()).isFalse();
    }

    @Test
    void aClockSetBackDoesNotLockAnybodyOut() {
        RateLimiter limiter = new RateLimiter(1, WINDOW, 2);
        limiter.count("a", Instant.EPOCH.plus(Duration.ofDays(1)));
        assertThat(limiter.count("a", Instant.EPOCH).isExceeded()).isFalse();
    }
}
