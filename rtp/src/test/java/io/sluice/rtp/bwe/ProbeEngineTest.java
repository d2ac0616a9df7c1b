package io.sluice.rtp.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.feedback.TwccRecorder;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.TransportFeedback;
import org.junit.jupiter.api.Test;

/** When an estimator probes, and when it does not. */
class ProbeEngineTest {
    private static final long MILLI = 1_000_000L;
    private static final long WAY = 25 * MILLI;
    private static final int PACKET = 1_100;

    private final BandwidthEstimator estimator = new BandwidthEstimator(1_000_000, 50_000, 50_000_000);
    private final TwccRecorder receiver = new TwccRecorder();

    private void send(long sentAt, long queued) {
        int sequence = estimator.nextSequence();
        estimator.sent(PACKET, sentAt);
        receiver.onPacket(sequence, sentAt + WAY + queued);
    }

    private void report(long now) {
        byte[] buffer = new byte[1_500];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        receiver.write(writer, 1, 2, now);
        RtcpReader reader = new RtcpReader();
        reader.wrap(buffer, 0, writer.length());
        TransportFeedback report = new TransportFeedback();
        while (reader.next()) {
            if (report.read(reader)) {
                estimator.feedback(report, now);
            }
        }
    }

    @Test
    void aProbeThatWentOutAsOneFrameIsMadeUpForSoon() {
        estimator.want(5_000_000);
        estimator.tick(0);
        assertThat(estimator.probing()).isTrue();
        for (int i = 0; i < 8; i++) {
            send(0, i * MILLI);
        }
        report(60 * MILLI);
        assertThat(estimator.probeBytesDue(60 * MILLI)).isZero();

        long now = 60 * MILLI;
        while (estimator.probeBytesDue(now) == 0 && now < 3_000 * MILLI) {
            now += 5 * MILLI;
            estimator.tick(now);
        }
        assertThat(now).isLessThan(300 * MILLI);
    }

    @Test
    void nothingIsProbedBehindAQueue() {
        for (int i = 0; i < 8; i++) {
            send(i * 10 * MILLI, 0);
        }
        for (int i = 8; i < 16; i++) {
            send(i * 10 * MILLI, 60 * MILLI);
        }
        report(300 * MILLI);
        assertThat(estimator.queueingMillis()).isGreaterThan(50);
        estimator.want(50_000_000);
        estimator.tick(300 * MILLI);
        assertThat(estimator.probing()).isFalse();

        for (int i = 0; i < 8; i++) {
            send((310 + i * 10) * MILLI, 0);
        }
        report(500 * MILLI);
        estimator.tick(500 * MILLI);
        assertThat(estimator.probing()).isTrue();
    }
}
