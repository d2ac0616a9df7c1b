package io.sluice.rtp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import org.junit.jupiter.api.Test;

class RtcpWriterWireTest {
    private final byte[] buffer = Bytes.fill(64, 0x55);
    private final RtcpWriter writer = new RtcpWriter();

    @Test
    void aBlockIsPaddedWithZerosToWordsAndCountsItsLength() {
        writer.wrap(buffer, 1, 64);
        assertThat(writer.open(RtcpType.APPLICATION, 3, 6)).isTrue();
        writer.put32(0x01020304);
        writer.put8(5);
        writer.put8(6);
        writer.close();

        assertThat(writer.length()).isEqualTo(12);
        assertThat(Bytes.hex(buffer, 0, 14)).isEqualTo("55" + "83cc0002" + "01020304" + "05060000" + "55");
    }

    @Test
    void aBlockThatDoesNotFitIsNotBegun() {
        writer.wrap(buffer, 0, 11);
        assertThat(writer.open(RtcpType.APPLICATION, 0, 5)).as("needs twelve").isFalse();
        assertThat(writer.length()).isZero();
        assertThat(writer.room()).isEqualTo(11);
        assertThat(writer.open(RtcpType.APPLICATION, 0, 4)).isTrue();
    }

    @Test
    void anAbandonedBlockLeavesNothing() {
        writer.wrap(buffer, 0, 64);
        assertThat(writer.open(RtcpType.BYE, 0, 4)).isTrue();
        writer.put32(1);
        writer.abandon();

        assertThat(writer.length()).isZero();
        assertThat(writer.position()).isZero();
    }

    @Test
    void aBlockCountsUpTo31Reports() {
        writer.wrap(buffer, 0, 64);
        assertThat(writer.open(RtcpType.RECEIVER_REPORT, 0, 4)).isTrue();
        for (int i = 0; i < 31; i++) {
            assertThat(writer.countOne()).isTrue();
        }
        assertThat(writer.countOne()).isFalse();
        assertThat(buffer[0]).isEqualTo((byte) 0x9f);
    }

    @Test
    void numbersAreBigEndian() {
        writer.wrap(buffer, 0, 64);
        assertThat(writer.open(RtcpType.APPLICATION, 0, 20)).isTrue();
        writer.put64(0x0102030405060708L);
        writer.put24(0xff0a0b0c);
        writer.put16(0xff0d0e);
        writer.put8(0xff0f);
        writer.put(new byte[] {9, 8, 7}, 1, 2);
        writer.close();

        assertThat(Bytes.hex(buffer, 4, 16)).isEqualTo("0102030405060708" + "0a0b0c" + "0d0e" + "0f" + "0807");
        assertThat(BigEndian.i64(buffer, 4)).isEqualTo(0x0102030405060708L);
        assertThat(BigEndian.u24(buffer, 12)).isEqualTo(0x0a0b0c);
        assertThat(BigEndian.u32(new byte[] {-1, -1, -1, -1}, 0)).isEqualTo(0xffff_ffffL);
    }
}
