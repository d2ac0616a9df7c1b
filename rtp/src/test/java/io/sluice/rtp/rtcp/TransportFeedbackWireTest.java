package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackWireTest {
    // A run of three received, a two-bit chunk with a large delta, then five deltas.
    private static final String GOLDEN =
            "8fcd 0007 00000001 00000002 fffe 0007 000004 09 " + "2003 d840 00 04 ff 0100 08 0000";

    private static List<String> packets(RtcpReader block) {
        TransportFeedback feedback = new TransportFeedback();
        assertThat(feedback.read(block)).isTrue();
        List<String> packets = new ArrayList<>();
        while (feedback.next()) {
            packets.add(feedback.sequence() + (feedback.received() ? "@" + feedback.arrival() : "-"));
        }
        return packets;
    }

    @Test
    void runsVectorsAndDeltasAreReadInStep() {
        TransportFeedback feedback = new TransportFeedback();
        assertThat(feedback.read(Blocks.first(GOLDEN))).isTrue();
        assertThat(feedback.senderSsrc()).isEqualTo(1);
        assertThat(feedback.mediaSsrc()).isEqualTo(2);
        assertThat(feedback.baseSequence()).isEqualTo(65534);
        assertThat(feedback.count()).isEqualTo(7);
        assertThat(feedback.referenceTime()).isEqualTo(4);
        assertThat(feedback.feedbackCount()).isEqualTo(9);

        // d840 = 11 | 01 10 00 01 00 00 00: small, large, none, small.
        assertThat(packets(Blocks.first(GOLDEN)))
                .containsExactly("65534@1024", "65535@1028", "0@1283", "1@1284", "2@1292", "3-", "4@1292");
    }

    @Test
    void aLargeDeltaMayGoBack() {
        String digits = "8fcd 0006 00000001 00000002 0001 0002 ffffff 00 d800 05 fff0 000000";
        assertThat(packets(Blocks.first(digits))).containsExactly("1@-251", "2@-267");
    }

    @Test
    void oneBitVectorsHaveFourteenStatuses() {
        String digits = "8fcd 0005 00000001 00000002 0001 000e 000000 00 a002 01 02 0000";
        List<String> packets = packets(Blocks.first(digits));
        assertThat(packets)
                .hasSize(14)
                .contains("1@1", "13@3")
                .filteredOn(p -> p.endsWith("-"))
                .hasSize(12);
    }

    @Test
    void feedbackThatContradictsItselfIsRefused() {
        String head = "8fcd 0005 00000001 00000002 0001 ";
        for (String bad : new String[] {
            "0000 000000 00 0000 0000", // speaks of no packet
            "0002 000000 00 0000 0000", // an empty run
            "0002 000000 00 6002 0000", // the reserved status
            "0003 000000 00 2003 0101", // a delta too few
            "0010 000000 00 0001 0001" // more packets than statuses
        }) {
            assertThat(new TransportFeedback().read(Blocks.first(head + bad)))
                    .as(bad)
                    .isFalse();
        }
        assertThat(new TransportFeedback().read(Blocks.first("81cd 0004 00000001 00000002 00000000 00000000")))
                .as("a NACK")
                .isFalse();
    }

    @Test
    void whatIsCollectedIsWrittenInTheFewestChunks() {
        TransportFeedbackWriter report = new TransportFeedbackWriter();
        report.begin(65534, 1200);
        assertThat(report.isEmpty()).isTrue();
        for (int i = 0; i < 30; i++) {
            assertThat(report.add(65534 + i, 1024 + i)).isTrue();
        }
        assertThat(report.end()).isEqualTo(65564);
        assertThat(Blocks.written(writer -> report.write(writer, 1, 2, 9)))
                .isEqualTo(Blocks.digits("8fcd 000c 00000001 00000002 fffe 001e 000004 09 201e 00" + "01".repeat(29)));
    }

    @Test
    void anEmptyReportIsNotWritten() {
        TransportFeedbackWriter report = new TransportFeedbackWriter();
        report.begin(1, 1200);
        assertThat(Blocks.written(
                        writer -> assertThat(report.write(writer, 1, 2, 0)).isFalse()))
                .isEmpty();
    }

    @Test
    void aPacketThatDoesNotFitIsForTheNextReport() {
        TransportFeedbackWriter report = new TransportFeedbackWriter();
        report.begin(10, 1200);
        assertThat(report.add(9, 0)).as("before the base").isFalse();
        assertThat(report.add(10, 100)).isTrue();
        assertThat(report.add(10, 100)).as("again").isFalse();
        assertThat(report.add(11, 100 + 32_767)).isTrue();
        assertThat(report.add(12, 100 + 2 * 32_767 + 1)).as("too long after").isFalse();
        assertThat(report.add(10 + TransportFeedbackWriter.MAX_PACKETS, 33_000))
                .as("too far")
                .isFalse();
        assertThat(report.end()).isEqualTo(12);
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        long seed = 20_26;
        Random random = new Random(seed);
        byte[] buffer = new byte[1500];
        for (int round = 0; round < 1_000; round++) {
            int max = 40 + random.nextInt(1200);
            int loss = random.nextInt(100);
            int jump = random.nextInt(4) == 0 ? 3000 : 300;
            long base = 65536 + random.nextInt(65536);
            long ticks = random.nextInt(1 << 24);
            TransportFeedbackWriter report = new TransportFeedbackWriter();
            report.begin(base, max);
            List<String> expected = new ArrayList<>();
            int gap = 0;
            for (long sequence = base; sequence < base + 1500; sequence++) {
                if (random.nextInt(100) < loss) {
                    gap++;
                    continue;
                }
                ticks += random.nextInt(jump) - 20;
                if (!report.add(sequence, ticks)) {
                    break;
                }
                for (int i = gap; i > 0; i--) {
                    expected.add((sequence - i & 0xffff) + "-");
                }
                gap = 0;
                expected.add((sequence & 0xffff) + "@" + ticks);
            }
            RtcpWriter writer = new RtcpWriter();
            writer.wrap(buffer, 0, max);
            boolean written = report.write(writer, 1, 2, round);
            assertThat(written).as("seed %d round %d", seed, round).isEqualTo(!expected.isEmpty());
            if (written) {
                RtcpReader reader = new RtcpReader();
                reader.wrap(buffer, 0, writer.length());
                assertThat(reader.next()).isTrue();
                assertThat(packets(reader)).as("seed %d round %d", seed, round).isEqualTo(expected);
            }
        }
    }

    @Test
    void damagedFeedbackIsRefusedOrReadInsideItsBounds() {
        Hostile.sweep(Bytes.hex(GOLDEN), (buffer, offset, length) -> {
            RtcpReader reader = new RtcpReader();
            reader.wrap(buffer, offset, length);
            TransportFeedback feedback = new TransportFeedback();
            while (reader.next()) {
                if (feedback.read(reader)) {
                    int steps = 0;
                    while (feedback.next()) {
                        steps++;
                        feedback.arrival();
                    }
                    assertThat(steps).isEqualTo(feedback.count());
                }
            }
        });
    }
}
