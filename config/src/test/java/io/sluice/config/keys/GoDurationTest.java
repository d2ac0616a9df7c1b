package io.sluice.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "2s, PT2S",
        "1m30s, PT1M30S",
        "5h, PT5H",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "100us, PT0.0001S",
        "100µs, PT0.0001S",
        "7ns, PT0.000000007S",
        "0, PT0S",
        "0s, PT0S"
    })
    void readsWhatGoReads(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @Test
    void aBareNumberCountsNanoseconds() {
        assertThat(GoDuration.parse("1500000000")).isEqualTo(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "1d",
                "1 s",
                "-1s",
                "1s ",
                "1,5s",
                "1s2",
                "1..5s",
                "900000h900000h900000h900000h",
                "9999999999999999999999h",
                "1e3s"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
