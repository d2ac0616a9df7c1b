package io.sluice.rtp.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.rtcp.NtpTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SenderReportClockEngineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NTP = NtpTime.ofUnix(1_700_000_000, 0);

    private final SenderReportClock video = new SenderReportClock(90_000);
    private final SenderReportClock audio = new SenderReportClock(48_000);

    @Test
    void aReportThatDoesNotAdvanceTheWallClockIsIgnored() {
        assertThat(video.isKnown()).isFalse();
        assertThat(video.onSenderReport(NTP, 500, 7)).isTrue();
        assertThat(video.onSenderReport(NTP, 900, 8)).isFalse();
        assertThat(video.onSenderReport(NTP - 1, 900, 8)).isFalse();
        assertThat(video.isKnown()).isTrue();
        assertThat(video.ntpTime()).isEqualTo(NTP);
        assertThat(video.timestamp()).isEqualTo(500);
        assertThat(video.arrivedAt()).isEqualTo(7);
    }

    @Test
    void theTimestampOfAnyMomentFollowsFromTheReport() {
        video.onSenderReport(NTP, 1_000_000, 0);
        assertThat(video.timestampAt(NTP + (2L << 32))).isEqualTo(1_180_000);
        assertThat(video.timestampAt(NTP - (1L << 31))).isEqualTo(955_000);
        assertThat(video.timestampAtArrival(SECOND / 2)).isEqualTo(1_045_000);
        assertThat(video.timestampAtArrival(-SECOND)).isEqualTo(910_000);
    }

    @Test
    void aMomentAndItsTimestampAreInverse() {
        long seed = 8;
        Random random = new Random(seed);
        for (SenderReportClock clock : new SenderReportClock[] {video, audio}) {
            clock.onSenderReport(NTP, 1L << 33, 0);
            for (int round = 0; round < 10_000; round++) {
                long timestamp = (1L << 33) + random.nextInt();
                assertThat(clock.timestampAt(clock.ntpAt(timestamp)))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(timestamp);
            }
        }
    }

    @Test
    void oneStreamsTimestampIsTranslatedIntoAnothers() {
        SenderReportClock layer = new SenderReportClock(90_000);
        video.onSenderReport(NTP, 1_000_000, 0);
        layer.onSenderReport(NTP + (1L << 32), 7_090_000, 0);
        audio.onSenderReport(NTP, 48_000, 0);
        assertThat(video.translate(1_000_000 + 9_000, layer)).isEqualTo(7_000_000 + 9_000);
        assertThat(layer.translate(7_000_000 + 9_000, video)).isEqualTo(1_000_000 + 9_000);
        assertThat(video.translate(1_000_000 + 90_000, audio)).isEqualTo(96_000);
    }
}
