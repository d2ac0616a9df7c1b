package io.sluice.rtp.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeThrottleEngineTest {
    private static final long INTERVAL = 500;

    private final KeyframeThrottle throttle = new KeyframeThrottle(INTERVAL);

    @Test
    void theFirstWishGoesOutAtOnceWheneverItComes() {
        assertThat(throttle.request(0)).isTrue();
        assertThat(new KeyframeThrottle(INTERVAL).request(Long.MIN_VALUE)).isTrue();
        assertThat(throttle.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void wishesInsideTheIntervalBecomeOneAtItsEnd() {
        throttle.request(1_000);
        assertThat(throttle.request(1_001)).isFalse();
        assertThat(throttle.request(1_499)).isFalse();
        assertThat(throttle.deadline()).isEqualTo(1_500);
        assertThat(throttle.tick(1_499)).isFalse();
        assertThat(throttle.tick(1_500)).isTrue();
        assertThat(throttle.tick(1_500)).isFalse();
        assertThat(throttle.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(throttle.request(1_999))
                .as("the kept wish counts for the interval")
                .isFalse();
    }

    @Test
    void aKeyFrameServesAllWhoAskedBefore() {
        throttle.request(0);
        throttle.request(100);
        throttle.onKeyFrame();
        assertThat(throttle.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(throttle.tick(1_000)).isFalse();
    }

    @Test
    void behindTheIntervalAWishGoesOutAtOnce() {
        throttle.request(0);
        assertThat(throttle.request(500)).isTrue();
    }

    @Test
    void withoutAnIntervalEveryWishGoesOut() {
        KeyframeThrottle open = new KeyframeThrottle(0);
        assertThat(open.request(5)).isTrue();
        assertThat(open.request(5)).isTrue();
    }
}
