package io.sluice.rtp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import org.junit.jupiter.api.Test;

class RtcpReaderWireTest {
    private static final byte[] COMPOUND = Bytes.hex("""
            80 c9 0001 00000001
            81 ce 0002 00000001 00000002
            a0 cc 0003 00000001 61626364 00000004""");

    private final RtcpReader reader = new RtcpReader();

    @Test
    void theBlocksOfACompoundAreWalkedInOrder() {
        reader.wrap(COMPOUND, 0, COMPOUND.length);

        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.RECEIVER_REPORT);
        assertThat(reader.count()).isZero();
        assertThat(reader.offset()).isZero();
        assertThat(reader.length()).isEqualTo(8);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.PAYLOAD_FEEDBACK);
        assertThat(reader.count()).isEqualTo(RtcpType.FORMAT_PICTURE_LOSS);
        assertThat(reader.offset()).isEqualTo(8);
        assertThat(reader.length()).isEqualTo(12);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.APPLICATION);
        assertThat(reader.length()).as("without padding").isEqualTo(12);
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void aBlockLongerThanThePacketEndsTheWalkAndLeavesThoseBefore() {
        byte[] cut = Bytes.hex("80c9 0001 00000001 80c9 0002 00000001");
        reader.wrap(cut, 0, cut.length);

        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isTrue();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void anotherVersionAndImpossiblePaddingAreMalformed() {
        for (String bad : new String[] {"40c9 0001 00000001", "a0c9 0001 00000000", "a0c9 0001 00000005", "80c9"}) {
            byte[] bytes = Bytes.hex(bad);
            reader.wrap(bytes, 0, bytes.length);

            assertThat(reader.next()).as(bad).isFalse();
            assertThat(reader.malformed()).as(bad).isTrue();
        }
    }

    @Test
    void anEmptyRangeIsNoBlockAndNotMalformed() {
        reader.wrap(COMPOUND, 4, 0);

        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void aRangeOutsideTheArrayIsMalformed() {
        for (int[] range : new int[][] {{-1, 8}, {0, 1000}, {8, -1}, {4, Integer.MAX_VALUE}}) {
            reader.wrap(COMPOUND, range[0], range[1]);

            assertThat(reader.next()).isFalse();
            assertThat(reader.malformed()).isTrue();
        }
    }

    @Test
    void rtcpIsToldFromRtpByTheSecondByte() {
        for (int second = 0; second < 256; second++) {
            assertThat(RtcpReader.isRtcp(new byte[] {(byte) 0x80, (byte) second}, 0, 2))
                    .as("second byte %d", second)
                    .isEqualTo(second >= 192 && second <= 223);
        }
        assertThat(RtcpReader.isRtcp(new byte[] {(byte) 0x80}, 0, 1)).isFalse();
    }

    @Test
    void damagedCompoundsAreWalkedInsideTheirBounds() {
        Hostile.sweep(COMPOUND, (buffer, offset, length) -> {
            RtcpReader walk = new RtcpReader();
            walk.wrap(buffer, offset, length);
            int blocks = 0;
            while (walk.next()) {
                blocks++;
                assertThat(walk.length()).isGreaterThanOrEqualTo(4);
                assertThat(walk.offset() + walk.length()).isLessThanOrEqualTo(offset + length);
            }
            assertThat(blocks).isLessThanOrEqualTo(length / 4);
        });
    }
}
