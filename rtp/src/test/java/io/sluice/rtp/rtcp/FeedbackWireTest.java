package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FeedbackWireTest {
    private static final String NACK = "81cd 0004 00000001 00000002 fffe 8005 0064 0000";
    private static final String PLI = "81ce 0002 00000001 00000002";
    private static final String FIR = "84ce 0006 00000001 00000000 0000000a 05000000 0000000b ff000000";
    private static final String REMB = "8fce 0006 00000001 00000000 52454d42 02 0b d090 0000000a 0000000b";

    private static List<Integer> lost(RtcpReader block) {
        GenericNack nack = new GenericNack();
        assertThat(nack.read(block)).isTrue();
        List<Integer> lost = new ArrayList<>();
        for (int sequence = nack.next(); sequence >= 0; sequence = nack.next()) {
            lost.add(sequence);
        }
        return lost;
    }

    @Test
    void aNackNamesItsBaseAndThePacketsOfItsMaskAcrossTheTurn() {
        GenericNack nack = new GenericNack();
        assertThat(nack.read(Blocks.first(NACK))).isTrue();
        assertThat(nack.senderSsrc()).isEqualTo(1);
        assertThat(nack.mediaSsrc()).isEqualTo(2);

        assertThat(lost(Blocks.first(NACK))).containsExactly(65534, 65535, 1, 14, 100);
    }

    @Test
    void aNackIsWrittenInAsFewItemsAsThereCanBe() {
        int[] lost = {7, 65534, 65535, 1, 14, 100, 9};
        assertThat(Blocks.written(writer ->
                        assertThat(GenericNack.write(writer, 1, 2, lost, 1, 6)).isEqualTo(5)))
                .isEqualTo(Blocks.digits(NACK));
    }

    @Test
    void aNackWithoutRoomForAllSaysHowManyItTook() {
        byte[] buffer = new byte[20];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, 16);
        assertThat(GenericNack.write(writer, 1, 2, new int[] {1, 2, 100}, 0, 3)).isEqualTo(2);
        assertThat(writer.length()).isEqualTo(16);
        writer.wrap(buffer, 0, 15);
        assertThat(GenericNack.write(writer, 1, 2, new int[] {1}, 0, 1)).isZero();
        assertThat(writer.length()).isZero();
        writer.wrap(buffer, 0, 20);
        assertThat(GenericNack.write(writer, 1, 2, new int[] {1}, 1, 1)).isZero();
        assertThat(writer.length()).isZero();
    }

    @Test
    void anySetOfPacketsSurvivesANack() {
        long seed = 99;
        Random random = new Random(seed);
        byte[] buffer = new byte[1500];
        RtcpWriter writer = new RtcpWriter();
        for (int round = 0; round < 500; round++) {
            int base = random.nextInt(65536);
            TreeSet<Integer> distances = new TreeSet<>();
            for (int i = random.nextInt(1, 60); i > 0; i--) {
                distances.add(random.nextInt(300));
            }
            int[] lost = distances.stream().mapToInt(d -> base + d & 0xffff).toArray();
            writer.wrap(buffer, 0, buffer.length);
            assertThat(GenericNack.write(writer, 1, 2, lost, 0, lost.length)).isEqualTo(lost.length);
            RtcpReader reader = new RtcpReader();
            reader.wrap(buffer, 0, writer.length());
            assertThat(reader.next()).isTrue();

            assertThat(lost(reader).stream().mapToInt(i -> i).toArray())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(lost);
        }
    }

    @Test
    void aPictureLossIndicationNamesWhoAsksWhom() {
        RtcpReader block = Blocks.first(PLI);
        assertThat(PictureLossIndication.matches(block)).isTrue();
        assertThat(PictureLossIndication.senderSsrc(block)).isEqualTo(1);
        assertThat(PictureLossIndication.mediaSsrc(block)).isEqualTo(2);
        assertThat(Blocks.written(writer -> PictureLossIndication.write(writer, 1, 2)))
                .isEqualTo(Blocks.digits(PLI));
        Blocks.needs(12, writer -> PictureLossIndication.write(writer, 1, 2));
    }

    @Test
    void aFullIntraRequestHasAnEntryForEachStream() {
        FullIntraRequest request = new FullIntraRequest();
        assertThat(request.read(Blocks.first(FIR))).isTrue();
        assertThat(request.senderSsrc()).isEqualTo(1);
        assertThat(request.entries()).isEqualTo(2);
        assertThat(request.mediaSsrc(0)).isEqualTo(10);
        assertThat(request.sequence(0)).isEqualTo(5);
        assertThat(request.mediaSsrc(1)).isEqualTo(11);
        assertThat(request.sequence(1)).isEqualTo(255);
        assertThat(Blocks.written(writer -> FullIntraRequest.write(writer, 1, 10, 5)))
                .isEqualTo(Blocks.digits("84ce 0004 00000001 00000000 0000000a 05000000"));
        Blocks.needs(20, writer -> FullIntraRequest.write(writer, 1, 10, 5));
    }

    @Test
    void aBitrateEstimateHasAMantissaAndAnExponent() {
        Remb remb = new Remb();
        assertThat(remb.read(Blocks.first(REMB))).isTrue();
        assertThat(remb.senderSsrc()).isEqualTo(1);
        // 0x0bd090: exponent 2, mantissa 0x3d090.
        assertThat(remb.bitrate()).isEqualTo(1_000_000);
        assertThat(remb.streams()).isEqualTo(2);
        assertThat(remb.ssrc(0)).isEqualTo(10);
        assertThat(remb.ssrc(1)).isEqualTo(11);
        assertThat(Blocks.written(writer -> Remb.write(writer, 1, 1_000_000, new int[] {10, 11}, 2)))
                .isEqualTo(Blocks.digits(REMB));
    }

    @Test
    void aBitrateLosesOnlyBitsBelowItsMantissa() {
        for (long bitrate : new long[] {0, 1, 262_143, 262_144, 300_001, 2_500_000_001L, 1L << 40, Long.MAX_VALUE}) {
            String digits = Blocks.written(writer -> Remb.write(writer, 1, bitrate, new int[] {10}, 1));
            Remb remb = new Remb();
            assertThat(remb.read(Blocks.first(digits))).isTrue();
            assertThat(remb.bitrate()).isLessThanOrEqualTo(bitrate).isGreaterThanOrEqualTo(bitrate - bitrate / 131_072);
        }
    }

    @Test
    void aBitrateBeyondALongIsTheGreatestLong() {
        for (String field : new String[] {"ffffff", "fc0001", "bbffff"}) {
            Remb remb = new Remb();
            assertThat(remb.read(Blocks.first("8fce 0004 00000001 00000000 52454d42 00" + field)))
                    .isTrue();
            assertThat(remb.bitrate()).as(field).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void applicationFeedbackThatIsNoBitrateIsRefused() {
        assertThat(new Remb().read(Blocks.first("8fce 0004 00000001 00000000 52454d43 00000000")))
                .isFalse();
        assertThat(new Remb().read(Blocks.first("8fce 0004 00000001 00000000 52454d42 01000000")))
                .isFalse();
        assertThat(new Remb().read(Blocks.first(PLI))).isFalse();
    }

    @Test
    void damagedFeedbackIsRefusedOrReadInsideItsBounds() {
        for (String good : new String[] {NACK, PLI, FIR, REMB}) {
            Hostile.sweep(Bytes.hex(good), FeedbackWireTest::readAll);
        }
    }

    private static void readAll(byte[] buffer, int offset, int length) {
        RtcpReader reader = new RtcpReader();
        reader.wrap(buffer, offset, length);
        GenericNack nack = new GenericNack();
        FullIntraRequest fir = new FullIntraRequest();
        Remb remb = new Remb();
        while (reader.next()) {
            if (nack.read(reader)) {
                nack.mediaSsrc();
                int named = 0;
                while (nack.next() >= 0) {
                    named++;
                }
                assertThat(named).isLessThanOrEqualTo(17 * length / 4);
            }
            if (fir.read(reader)) {
                for (int i = 0; i < fir.entries(); i++) {
                    fir.mediaSsrc(i);
                    fir.sequence(i);
                }
            }
            if (remb.read(reader)) {
                assertThat(remb.bitrate()).isNotNegative();
                for (int i = 0; i < remb.streams(); i++) {
                    remb.ssrc(i);
                }
            }
            if (PictureLossIndication.matches(reader)) {
                PictureLossIndication.senderSsrc(reader);
                PictureLossIndication.mediaSsrc(reader);
            }
        }
    }
}
