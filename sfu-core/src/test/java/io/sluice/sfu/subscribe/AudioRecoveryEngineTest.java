package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioRecoveryEngineTest {
    private final AudioRecovery recovery = new AudioRecovery();

    @Test
    void whatWasSentIsNotNeeded() {
        recovery.begin(1000);
        assertThat(recovery.needs(999)).isFalse();
        recovery.sent(1000);
        recovery.sent(1003);
        assertThat(recovery.needs(1000)).isFalse();
        assertThat(recovery.needs(1001)).isTrue();
        assertThat(recovery.needs(1002)).isTrue();
        recovery.sent(1001);
        assertThat(recovery.needs(1001)).isFalse();
        assertThat(recovery.needs(1004)).isTrue();
    }

    @Test
    void whatIsTooOldIsNotNeeded() {
        recovery.begin(1);
        recovery.sent(1);
        recovery.sent(200);
        assertThat(recovery.needs(150)).isTrue();
        assertThat(recovery.needs(136)).isFalse();
        assertThat(recovery.needs(1)).isFalse();
    }
}
