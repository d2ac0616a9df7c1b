package io.sluice.rtp.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.ReportBlock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceptionStatsEngineTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long BASE = 65_536;

    private final ReceptionStats stats = new ReceptionStats(90_000);
    private final ReportBlock block = new ReportBlock();

    @Test
    void withoutPacketsThereIsNothingToReport() {
        assertThat(stats.report(1, block, 0)).isFalse();
        assertThat(stats.expected()).isZero();
    }

    @Test
    void theShareOfLossIsOfTheIntervalAndTheSumOfAll() {
        for (int i = 0; i < 8; i++) {
            if (i != 3 && i != 4) {
                stats.onPacket(BASE + 10 + i, i, i * MILLI);
            }
        }
        assertThat(stats.report(7, block, SECOND)).isTrue();
        assertThat(block.ssrc).isEqualTo(7);
        assertThat(block.fractionLost).isEqualTo(64);
        assertThat(block.cumulativeLost).isEqualTo(2);
        assertThat(block.highestSequence).isEqualTo(17);

        for (int i = 8; i < 18; i++) {
            stats.onPacket(BASE + 10 + i, i, i * MILLI);
        }
        stats.report(7, block, 2 * SECOND);
        assertThat(block.fractionLost).isZero();
        assertThat(block.cumulativeLost).isEqualTo(2);

        stats.report(7, block, 3 * SECOND);
        assertThat(block.fractionLost)
                .as("nothing came and nothing is known to be lost")
                .isZero();
    }

    @Test
    void moreCopiesThanPacketsAreANegativeLossAndNoShare() {
        stats.onPacket(BASE, 0, 0);
        stats.onPacket(BASE, 0, 0);
        stats.onPacket(BASE, 0, 0);
        stats.report(7, block, 0);
        assertThat(block.cumulativeLost).isEqualTo(-2);
        assertThat(block.fractionLost).isZero();
        assertThat(stats.received()).isEqualTo(3);
        assertThat(stats.lost()).isEqualTo(-2);
    }

    @Test
    void lossBeyondItsFieldIsCutToIt() {
        stats.onPacket(BASE, 0, 0);
        stats.onPacket(BASE + (1L << 30), 1, MILLI);
        stats.report(7, block, MILLI);
        assertThat(block.cumulativeLost).isEqualTo(0x7f_ffff);
        assertThat(block.fractionLost).isEqualTo(255);
    }

    @Test
    void theHighestNumberCountsItsTurns() {
        stats.onPacket(BASE + 65_530, 0, 0);
        stats.onPacket(BASE + 65_540, 0, 0);
        stats.report(7, block, 0);
        assertThat(block.highestSequence).isEqualTo(0x1_0004);
    }

    @Test
    void evenSpacingIsNoJitter() {
        for (int i = 0; i < 500; i++) {
            stats.onPacket(BASE + i, 3_000 * i, i * SECOND / 30);
        }
        assertThat(stats.jitter()).isLessThanOrEqualTo(1);
    }

    @Test
    void jitterIsTheSmoothedChangeOfTheTransitTime() {
        // Alternating between on time and 10 ms late: every change of transit is 900 ticks.
        for (int i = 0; i < 2_000; i++) {
            stats.onPacket(BASE + i, 3_000 * i, i * SECOND / 30 + (i % 2) * 10 * MILLI);
        }
        assertThat(stats.jitter()).isCloseTo(900, within(5));
        assertThat(stats.jitterNanos()).isCloseTo(10 * MILLI, within(100_000L));
        stats.report(1, block, 0);
        assertThat(block.jitter).isEqualTo(stats.jitter());
    }

    @Test
    void jitterFollowsTheFilterOfTheRfc() {
        long seed = 12;
        Random random = new Random(seed);
        double model = 0;
        double before = 0;
        for (int i = 0; i < 3_000; i++) {
            long arrival = i * 20 * MILLI + random.nextLong(15 * MILLI);
            stats.onPacket(BASE + i, 1_800 * i, arrival);
            double transit = arrival * 90_000 / 1e9 - 1_800.0 * i;
            if (i > 0) {
                model += (Math.abs(transit - before) - model) / 16;
            }
            before = transit;
        }
        assertThat((double) stats.jitter()).as("seed %d", seed).isCloseTo(model, within(3.0));
    }

    @Test
    void packetsOfOneFrameAndLatePacketsAreNoJitter() {
        for (int frame = 0; frame < 100; frame++) {
            for (int part = 0; part < 5; part++) {
                long at = frame * SECOND / 30 + part * 4 * MILLI;
                stats.onPacket(BASE + 5 * frame + part, 3_000 * frame, at);
            }
            stats.onPacket(BASE + 5 * frame - 3, 3_000 * frame - 3_000, frame * SECOND / 30 + 20 * MILLI);
        }
        assertThat(stats.jitter()).isLessThanOrEqualTo(1);
    }

    @Test
    void aNewClockIsNoJitter() {
        stats.onPacket(BASE, 0, 0);
        stats.onPacket(BASE + 1, 0x7000_0000, 20 * MILLI);
        stats.onPacket(BASE + 2, 0x7000_0000 + 1_800, 40 * MILLI);
        assertThat(stats.jitter()).isLessThanOrEqualTo(1);
    }

    @Test
    void theLastSenderReportIsEchoedWithItsAge() {
        stats.onPacket(BASE, 0, 0);
        stats.report(1, block, 0);
        assertThat(block.lastSenderReport).isZero();
        assertThat(block.delaySinceLastSenderReport).isZero();

        long ntp = NtpTime.ofUnix(1_700_000_000, 250_000_000);
        stats.onSenderReport(ntp, SECOND);
        stats.report(1, block, 3 * SECOND / 2);

        assertThat(block.lastSenderReport).isEqualTo(NtpTime.compact(ntp));
        assertThat(block.delaySinceLastSenderReport).isEqualTo(0x8000);
    }

    @Test
    void aStreamThatStartsOverIsCountedAnew() {
        stats.onPacket(BASE, 0, 0);
        stats.onPacket(BASE + 100, 0, 0);
        stats.reset();
        assertThat(stats.report(1, block, 0)).isFalse();
        stats.onPacket(BASE + 500, 0, 0);
        stats.report(1, block, 0);
        assertThat(block.cumulativeLost).isZero();
        assertThat(block.fractionLost).isZero();
    }
}
