package io.sluice.sfu.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodecSettingsEngineTest {
    @Test
    void onlyASmallRoomGoesOverToTheSecondCodecAsAWhole() {
        CodecSettings settings = new CodecSettings(3, false);
        assertThat(settings.regresses(2)).isTrue();
        assertThat(settings.regresses(3)).isFalse();
    }

    @Test
    void withoutAThresholdEveryRoomIsSmall() {
        assertThat(new CodecSettings(0, false).regresses(1_000)).isTrue();
    }
}
