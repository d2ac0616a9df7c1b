package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NtpTimePropertyTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theUnixEpochIsSeventyYearsIn() {
        assertThat(NtpTime.ofUnix(0, 0)).isEqualTo(2_208_988_800L << 32);
        assertThat(NtpTime.ofUnix(1, 500_000_000)).isEqualTo(2_208_988_801L << 32 | 0x8000_0000L);
    }

    @Test
    void differencesComeBackToANanosecond() {
        long seed = 5;
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            long first = random.nextLong(1L << 60);
            long difference = random.nextLong(-3600 * SECOND, 3600 * SECOND);
            assertThat(NtpTime.nanosBetween(NtpTime.ofNanos(first), NtpTime.ofNanos(first + difference)))
                    .as("seed %d round %d", seed, round)
                    .isCloseTo(difference, within(1L));
        }
    }

    @Test
    void compactTimesCountParts65536OfASecond() {
        assertThat(NtpTime.compact(0x1234567890abcdefL)).isEqualTo(0x567890ab);
        assertThat(NtpTime.nanosToCompact(SECOND)).isEqualTo(65_536);
        assertThat(NtpTime.nanosToCompact(SECOND / 2)).isEqualTo(32_768);
        assertThat(NtpTime.compactToNanos(65_536)).isEqualTo(SECOND);
        assertThat(NtpTime.compactToNanos(-1)).isCloseTo(65_536 * SECOND, within(20_000L));
    }

    @Test
    void theRoundTripIsWhatTheReceiverDidNotKeep() {
        int sent = NtpTime.compact(NtpTime.ofUnix(1_000, 0));
        int kept = NtpTime.nanosToCompact(3 * SECOND);
        int arrived = NtpTime.compact(NtpTime.ofUnix(1_003, 250_000_000));

        assertThat(NtpTime.roundTrip(arrived, sent, kept)).isEqualTo(SECOND / 4);
        assertThat(NtpTime.roundTrip(arrived, 0, 0)).as("no sender report").isEqualTo(-1);
        assertThat(NtpTime.roundTrip(sent, sent, kept))
                .as("kept longer than it took")
                .isEqualTo(-1);
    }

    @Test
    void theRoundTripIsRightOverTheTurnOfTheCompactClock() {
        assertThat(NtpTime.roundTrip(0x0000_4000, 0xffff_c000, 0)).isEqualTo(SECOND / 2);
    }
}
