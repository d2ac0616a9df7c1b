package io.sluice.sfu.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LevelMeterEngineTest {
    private static final long MILLIS = 1_000_000L;

    private final LevelMeter meter = new LevelMeter(SpeechSettings.DEFAULT);
    private int timestamp = 0xFFFF_F000;
    private long now = 5_000 * MILLIS;

    private void speak(int level, int packets) {
        for (int i = 0; i < packets; i++) {
            meter.observe(level, timestamp, 48000, now);
            timestamp += 960;
            now += 20 * MILLIS;
        }
    }

    @Test
    void loudestLevelOfAFullWindowIsSmoothedTowards() {
        speak(20, 21);
        double linear = Math.pow(10, -1);
        assertThat(meter.level(now)).isCloseTo(linear * 2 / 3, within(1e-9));
        speak(20, 20);
        assertThat(meter.level(now)).isCloseTo(linear * 8 / 9, within(1e-9));
        assertThat(meter.active(now)).isTrue();
    }

    @Test
    void quietPartOfAWindowLowersItsLevel() {
        speak(127, 1);
        speak(20, 10);
        speak(127, 10);
        double adjusted = 20 - 20 * Math.log10(0.5);
        assertThat(meter.level(now)).isCloseTo(Math.pow(10, -adjusted / 20) * 2 / 3, within(1e-9));
    }

    @Test
    void windowWithLessThanFortyPercentActivityResetsTheLevel() {
        speak(10, 41);
        assertThat(meter.level(now)).isPositive();
        speak(10, 7);
        speak(36, 13);
        assertThat(meter.level(now)).isZero();
        assertThat(meter.active(now)).isFalse();
    }

    @Test
    void exactlyFortyPercentIsEnough() {
        speak(127, 1);
        speak(10, 8);
        speak(127, 12);
        assertThat(meter.level(now)).isPositive();
    }

    @Test
    void level35CountsAndLevel36DoesNot() {
        speak(35, 41);
        assertThat(meter.level(now)).isPositive();
        LevelMeter quiet = new LevelMeter(SpeechSettings.DEFAULT);
        for (int i = 0; i < 41; i++) {
            quiet.observe(36, i * 960, 48000, now);
        }
        assertThat(quiet.level(now)).isZero();
    }

    @Test
    void silenceOfTwoWindowsWithoutPacketsMeansZero() {
        speak(10, 41);
        long last = now - 20 * MILLIS;
        assertThat(meter.level(last + 800 * MILLIS)).isPositive();
        assertThat(meter.level(last + 801 * MILLIS)).isZero();
    }

    @Test
    void latePacketsAndRepeatedTimestampsAreIgnored() {
        speak(127, 5);
        for (int i = 0; i < 100; i++) {
            meter.observe(1, timestamp - 4 * 960, 48000, now);
        }
        speak(127, 20);
        assertThat(meter.level(now)).isZero();
    }

    @Test
    void whatCountsAsSpeechCanBeSet() {
        // A fifth of a tenth of a second at 45 below the loudest, without an average.
        LevelMeter own = new LevelMeter(new SpeechSettings(45, 20, Duration.ofMillis(100), 0));
        for (int i = 0; i < 6; i++) {
            own.observe(i == 1 ? 45 : 46, i * 960, 48000, now);
        }
        double adjusted = 45 - 20 * Math.log10(0.2);
        assertThat(own.level(now)).isCloseTo(Math.pow(10, -adjusted / 20), within(1e-9));
        assertThat(own.level(now + 200 * MILLIS)).isPositive();
        assertThat(own.level(now + 201 * MILLIS)).isZero();
        assertThatThrownBy(() -> new SpeechSettings(35, 40, Duration.ZERO, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longPauseCountsAsOneWindowOnly() {
        speak(10, 1);
        timestamp += 48000 * 60;
        speak(10, 1);
        double first = meter.level(now);
        assertThat(first).isPositive();
        speak(10, 19);
        assertThat(meter.level(now)).isEqualTo(first);
    }
}
