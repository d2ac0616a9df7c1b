package io.sluice.rtp.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.TransportFeedback;
import io.sluice.rtp.rtcp.TransportFeedbackWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports of receivers that are mad or malicious. */
class BandwidthEstimatorPropertyTest {
    private static final int HISTORIES = 300;
    private static final long MIN = 50_000;
    private static final long MAX = 20_000_000;

    @Test
    void whateverIsReportedTheEstimateStaysWithinItsBounds() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            BandwidthEstimator estimator = new BandwidthEstimator(1_000_000, MIN, MAX);
            long now = random.nextLong() >> 2;
            for (int step = 0; step < 400; step++) {
                now += random.nextInt(40_000_000);
                estimator.want(random.nextInt(30_000_000));
                estimator.tick(now);
                int packets = random.nextInt(20);
                for (int i = 0; i < packets; i++) {
                    estimator.sent(random.nextInt(1_400), now);
                }
                report(estimator, random, now);
                if (random.nextInt(20) == 0) {
                    estimator.remb(random.nextLong() >>> random.nextInt(64), now);
                }
                assertThat(estimator.bitsPerSecond()).as("seed %d", seed).isBetween(MIN, MAX);
                assertThat(estimator.sendingBitsPerSecond()).as("seed %d", seed).isBetween(MIN, MAX);
                assertThat(estimator.probeBytesDue(now)).as("seed %d", seed).isBetween(0, 200_000);
            }
        }
    }

    private static void report(BandwidthEstimator estimator, Random random, long now) {
        byte[] buffer = new byte[1_200];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        TransportFeedbackWriter report = new TransportFeedbackWriter();
        long base = random.nextInt(4) == 0 ? random.nextInt(65_536) : Math.max(0, estimator.nextSequence() - 20);
        report.begin(base, writer.room());
        long arrival = random.nextInt(1 << 24);
        for (long number = base; number < base + 20; number++) {
            if (random.nextInt(3) > 0) {
                arrival = Math.max(0, arrival + random.nextInt(2_000) - 200);
                report.add(number, arrival);
            }
        }
        if (report.write(writer, 1, 2, random.nextInt(256))) {
            RtcpReader reader = new RtcpReader();
            reader.wrap(buffer, 0, writer.length());
            TransportFeedback feedback = new TransportFeedback();
            while (reader.next()) {
                if (feedback.read(reader)) {
                    estimator.feedback(feedback, now);
                }
            }
        }
    }
}
