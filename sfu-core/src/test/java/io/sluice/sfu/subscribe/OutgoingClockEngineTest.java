package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingClockEngineTest {
    private static final long MILLIS = 1_000_000L;
    private static final int RATE = 90_000;

    private final OutgoingClock clock = new OutgoingClock(RATE);

    @BeforeEach
    void aStreamThatSentTimestamp100000AtTimeZero() {
        clock.start(100_000, 0);
        clock.sent(clock.map(100_000), 0);
    }

    @Test
    void firstPieceKeepsTheSourcesTimestamps() {
        assertThat(clock.map(100_000)).isEqualTo(100_000);
        assertThat(clock.map(103_000)).isEqualTo(103_000);
    }

    @ParameterizedTest(name = "reference {0} ticks from the last -> {1}")
    @CsvSource({"3000, 3000", "0, 1", "-1, 1", "-4500, 1", "90000, 90000"})
    void switchContinuesAtTheReferenceButNeverBackwards(long ahead, long next) {
        long in = 7_000_000;
        long distance = 100_000 + ahead - in;
        assertThat(clock.switchTo(in, distance, 33 * MILLIS)).isTrue();
        assertThat(clock.map(in)).isEqualTo(100_000 + next);
        assertThat(clock.map(in + 3000)).isEqualTo(100_000 + next + 3000);
    }

    @Test
    void switchThatWouldTurnTimeBackIsRefusedAndForcedAfterHalfASecond() {
        long in = 7_000_000;
        long distance = 100_000 - 4501 - in;
        assertThat(clock.switchTo(in, distance, 0)).isFalse();
        assertThat(clock.map(103_000)).isEqualTo(103_000);
        clock.sent(145_000, 499 * MILLIS);
        assertThat(clock.switchTo(in, distance, 499 * MILLIS)).isFalse();
        clock.sent(145_090, 500 * MILLIS);
        assertThat(clock.switchTo(in, distance, 510 * MILLIS)).isTrue();
        assertThat(clock.map(in)).isEqualTo(145_090 + 900);
    }

    @Test
    void refusalOfLongAgoDoesNotForceANewSwitch() {
        long in = 7_000_000;
        long distance = 100_000 - 9000 - in;
        assertThat(clock.switchTo(in, distance, 0)).isFalse();
        assertThat(clock.switchTo(in, distance, 11_000 * MILLIS)).isFalse();
    }

    @Test
    void withoutReportsALayerIsAlignedByArrival() {
        assertThat(clock.switchTo(7_000_000, OutgoingClock.UNKNOWN, 50 * MILLIS))
                .isTrue();
        assertThat(clock.map(7_000_000)).isEqualTo(100_000 + 4500);
    }

    @ParameterizedTest(name = "{0} ms of pause, source moved {1} ms, muted {2} -> {3} ms")
    @CsvSource({
        "1000, 1000, true, 1000",
        "1000, 801, true, 801",
        "1000, 799, true, 1000",
        "1000, 0, true, 1000",
        "1000, 0, false, 0",
        "2001, 0, false, 2001",
        "2000, 1, false, 1",
        "1000, 5000, true, 5000",
        "1000, 5000, false, 5000",
    })
    void resumeFollowsTheSourceUnlessItStoodStill(long pauseMillis, long sourceMillis, boolean muted, long nextMillis) {
        clock.resume(100_000 + sourceMillis * 90, 0, muted, pauseMillis * MILLIS);
        long out = clock.map(100_000 + sourceMillis * 90);
        assertThat(out).isEqualTo(100_000 + Math.max(1, nextMillis * 90));
    }

    @Test
    void lateTimestampsDoNotTurnTheClockBack() {
        clock.sent(103_000, 33 * MILLIS);
        clock.sent(101_000, 40 * MILLIS);
        assertThat(clock.last()).isEqualTo(103_000);
    }
}
