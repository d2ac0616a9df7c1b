package io.sluice.rtp.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.TransportFeedback;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwccRecorderPropertyTest {
    private static final long MILLI = 1_000_000;

    private final TwccRecorder recorder = new TwccRecorder();
    private final byte[] buffer = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();

    /** Writes one report and reads it into sequence number to arrival in ticks; empty if there was none. */
    private Map<Integer, Long> report(TwccRecorder from, long nowNanos, int room) {
        writer.wrap(buffer, 0, room);
        Map<Integer, Long> arrivals = new HashMap<>();
        if (from.write(writer, 1, 2, nowNanos)) {
            RtcpReader reader = new RtcpReader();
            reader.wrap(buffer, 0, writer.length());
            assertThat(reader.next()).isTrue();
            TransportFeedback feedback = new TransportFeedback();
            assertThat(feedback.read(reader)).isTrue();
            while (feedback.next()) {
                if (feedback.received()) {
                    arrivals.put(feedback.sequence(), feedback.arrival());
                }
            }
        }
        return arrivals;
    }

    private Map<Integer, Long> report(long nowNanos) {
        return report(recorder, nowNanos, 1200);
    }

    @Test
    void aReportIsDueFiftyMillisecondsAfterItsFirstPacket() {
        assertThat(recorder.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(recorder.isDue(Long.MAX_VALUE - 1)).isFalse();
        recorder.onPacket(7, 10 * MILLI);
        recorder.onPacket(8, 30 * MILLI);
        assertThat(recorder.deadline()).isEqualTo(60 * MILLI);
        assertThat(recorder.isDue(60 * MILLI - 1)).isFalse();
        assertThat(recorder.isDue(60 * MILLI)).isTrue();

        Map<Integer, Long> arrivals = report(60 * MILLI);

        assertThat(arrivals).containsOnlyKeys(7, 8);
        assertThat(arrivals.getOrDefault(8, -1L) - arrivals.getOrDefault(7, -1L))
                .isEqualTo(80);
        assertThat(recorder.pending()).isZero();
        assertThat(report(60 * MILLI)).isEmpty();
    }

    @Test
    void aHundredPacketsMakeAReportDueAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(recorder.isDue(0)).isFalse();
            recorder.onPacket(i, 0);
        }
        assertThat(recorder.isDue(0)).isTrue();
        assertThat(report(0)).hasSize(100);
    }

    @Test
    void whileHardlyAnythingComesReportsWaitLonger() {
        long now = 0;
        for (int i = 0; i < 5; i++) {
            recorder.onPacket(i, now);
            now = recorder.deadline();
            report(now);
            now += 500 * MILLI;
        }
        recorder.onPacket(10, now);
        assertThat(recorder.deadline()).isEqualTo(now + TwccRecorder.SLOW_INTERVAL_NANOS);
    }

    @Test
    void aRepeatedPacketKeepsItsFirstArrival() {
        recorder.onPacket(1, 0);
        recorder.onPacket(2, 10 * MILLI);
        recorder.onPacket(2, 40 * MILLI);
        assertThat(recorder.pending()).isEqualTo(2);
        Map<Integer, Long> arrivals = report(50 * MILLI);
        assertThat(arrivals.getOrDefault(2, -1L) - arrivals.getOrDefault(1, -1L))
                .isEqualTo(40);
    }

    @Test
    void aLatePacketIsToldInTheNextReportWithAllSince() {
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                recorder.onPacket(i, i * MILLI);
            }
        }
        assertThat(report(50 * MILLI)).hasSize(9).doesNotContainKey(4);
        recorder.onPacket(4, 60 * MILLI);
        assertThat(report(110 * MILLI)).containsOnlyKeys(4, 5, 6, 7, 8, 9);
    }

    @Test
    void aPacketFurtherBackThanTheWindowIsIgnored() {
        recorder.onPacket(5_000, 0);
        report(50 * MILLI);
        recorder.onPacket(5_000 - TwccRecorder.WINDOW, 60 * MILLI);
        assertThat(recorder.pending()).isZero();
        recorder.onPacket(5_001 - TwccRecorder.WINDOW, 60 * MILLI);
        assertThat(recorder.pending()).isEqualTo(1);
    }

    @Test
    void withoutRoomNothingIsWrittenAndNothingIsForgotten() {
        recorder.onPacket(1, 0);
        for (int room = 0; room < 24; room++) {
            assertThat(report(recorder, 50 * MILLI, room)).isEmpty();
            assertThat(writer.length()).isZero();
        }
        assertThat(report(50 * MILLI)).containsOnlyKeys(1);
    }

    /** Whatever arrives in whatever order: each packet is reported, with its arrival to a tick, in time. */
    @Test
    void everyPacketIsReportedWithTheTimeItArrived() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            TwccRecorder subject = new TwccRecorder();
            int room = 60 + random.nextInt(1200);
            int lossPercent = random.nextInt(60);
            Map<Long, Long> arrived = new HashMap<>();
            Map<Long, Long> told = new HashMap<>();
            long head = 65_536 + random.nextInt(65_536);
            long now = random.nextLong(1L << 50);
            long start = now;
            boolean started = false;
            for (int round = 0; round < 3_000; round++) {
                now += random.nextInt(50) == 0 ? random.nextLong(400 * MILLI) : random.nextLong(3 * MILLI);
                head++;
                long number = random.nextInt(10) == 0 ? head - random.nextInt(40) : head;
                if (random.nextInt(100) >= lossPercent && (started || number == head)) {
                    start = started ? start : now;
                    started = true;
                    subject.onPacket((int) number & 0xffff, now);
                    arrived.putIfAbsent(number, (now - start) / TransportFeedback.TICK_NANOS + 1);
                }
                for (int writes = 0; subject.isDue(now); writes++) {
                    Map<Integer, Long> arrivals = report(subject, now, room);
                    assertThat(arrivals).as("seed %d round %d", seed, round).isNotEmpty();
                    assertThat(writes).as("seed %d round %d", seed, round).isLessThan(200);
                    long reference = head;
                    arrivals.forEach(
                            (sequence, ticks) -> told.put(reference + (short) (sequence - (int) reference), ticks));
                }
            }
            while (subject.pending() > 0) {
                long reference = head;
                Map<Integer, Long> arrivals = report(subject, now, room);
                assertThat(arrivals).as("seed %d", seed).isNotEmpty();
                arrivals.forEach(
                        (sequence, ticks) -> told.put(reference + (short) (sequence - (int) reference), ticks));
            }
            assertThat(told).as("seed %d", seed).isEqualTo(arrived);
        }
    }
}
