package io.sluice.rtp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import org.junit.jupiter.api.Test;

class RtpPacketWireTest {
    private static final byte[] PLAIN = Bytes.hex("80e0 1234 89abcdef deadbeef 0102030405");
    private static final byte[] ONE_BYTE = Bytes.hex("""
            b2 60 ffff 00000001 00000002
            0a0a0a0a 0b0b0b0b
            bede 0003 12 aabbcc 00 20 77 00 e1 1122 00
            0102 00000004""");
    private static final byte[] TWO_BYTE = Bytes.hex("""
            90 60 0001 00000001 00000002
            1000 0003 01 00 00 ff 03 112233 0f 01 99 00
            01""");

    private final RtpPacket packet = new RtpPacket();

    private boolean wrap(byte[] bytes) {
        return packet.wrap(bytes, 0, bytes.length);
    }

    @Test
    void theFixedHeaderIsReadFieldByField() {
        assertThat(wrap(PLAIN)).isTrue();

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.sequence()).isEqualTo(0x1234);
        assertThat(packet.timestamp()).isEqualTo(0x89abcdef);
        assertThat(packet.ssrc()).isEqualTo(0xdeadbeef);
        assertThat(packet.headerLength()).isEqualTo(12);
        assertThat(packet.payloadOffset()).isEqualTo(12);
        assertThat(packet.payloadLength()).isEqualTo(5);
        assertThat(packet.paddingLength()).isZero();
        assertThat(packet.extension(1)).isEqualTo(-1);
        assertThat(packet.extensionLength(1)).isEqualTo(-1);
    }

    @Test
    void contributorsExtensionsAndPaddingAreNotPayload() {
        assertThat(wrap(ONE_BYTE)).isTrue();

        assertThat(packet.headerLength()).isEqualTo(12 + 8 + 4 + 12);
        assertThat(packet.payloadLength()).isEqualTo(2);
        assertThat(packet.paddingLength()).isEqualTo(4);
        assertThat(packet.length()).isEqualTo(ONE_BYTE.length);
    }

    @Test
    void oneByteElementsAreFoundBehindPadding() {
        assertThat(wrap(ONE_BYTE)).isTrue();

        assertThat(packet.twoByteExtensions()).isFalse();
        assertThat(packet.extensionLength(1)).isEqualTo(3);
        assertThat(Bytes.hex(ONE_BYTE, packet.extension(1), 3)).isEqualTo("aabbcc");
        assertThat(packet.extensionLength(2)).isEqualTo(1);
        assertThat(Bytes.hex(ONE_BYTE, packet.extension(2), 1)).isEqualTo("77");
        assertThat(Bytes.hex(ONE_BYTE, packet.extension(14), 2)).isEqualTo("1122");
        assertThat(packet.extension(3)).isEqualTo(-1);
        assertThat(packet.extension(0)).isEqualTo(-1);
        assertThat(packet.extension(-1)).isEqualTo(-1);
    }

    @Test
    void twoByteElementsMayBeEmptyAndHaveIdsAboveFourteen() {
        assertThat(wrap(TWO_BYTE)).isTrue();

        assertThat(packet.twoByteExtensions()).isTrue();
        assertThat(packet.extensionLength(1)).isZero();
        assertThat(packet.extension(1)).isEqualTo(18);
        assertThat(Bytes.hex(TWO_BYTE, packet.extension(255), 3)).isEqualTo("112233");
        assertThat(Bytes.hex(TWO_BYTE, packet.extension(15), 1)).isEqualTo("99");
        assertThat(packet.payloadLength()).isEqualTo(1);
    }

    @Test
    void idFifteenEndsAOneByteBlock() {
        assertThat(wrap(Bytes.hex("9060 0001 00000001 00000002 bede 0001 f0 00 1055")))
                .isTrue();

        assertThat(packet.extension(15)).isEqualTo(-1);
        assertThat(packet.extension(1)).isEqualTo(-1);
    }

    @Test
    void anElementLongerThanItsBlockIsNotThere() {
        assertThat(wrap(Bytes.hex("9060 0001 00000001 00000002 bede 0001 10 aa 2f bb 00000000")))
                .isTrue();

        assertThat(packet.extension(1)).isPositive();
        assertThat(packet.extension(2)).isEqualTo(-1);
    }

    @Test
    void aBlockOfAnotherProfileIsSkipped() {
        assertThat(wrap(Bytes.hex("9060 0001 00000001 00000002 abcd 0001 10aa0000 07")))
                .isTrue();

        assertThat(packet.extension(1)).isEqualTo(-1);
        assertThat(packet.payloadLength()).isEqualTo(1);
    }

    @Test
    void aPacketOfPaddingOnlyHasNoPayload() {
        assertThat(wrap(Bytes.hex("a060 0001 00000001 00000002 00000004"))).isTrue();

        assertThat(packet.payloadLength()).isZero();
        assertThat(packet.paddingLength()).isEqualTo(4);
    }

    @Test
    void whatIsNoRtpIsRefused() {
        assertThat(wrap(Bytes.hex("8060 0001 00000001 000000"))).as("too short").isFalse();
        assertThat(wrap(Bytes.hex("4060 0001 00000001 00000002")))
                .as("version 1")
                .isFalse();
        assertThat(wrap(Bytes.hex("8160 0001 00000001 00000002")))
                .as("no contributor")
                .isFalse();
        assertThat(wrap(Bytes.hex("9060 0001 00000001 00000002")))
                .as("no block")
                .isFalse();
        assertThat(wrap(Bytes.hex("9060 0001 00000001 00000002 bede 0001")))
                .as("block cut off")
                .isFalse();
        assertThat(wrap(Bytes.hex("a060 0001 00000001 00000002 00")))
                .as("padding 0")
                .isFalse();
        assertThat(wrap(Bytes.hex("a060 0001 00000001 00000002 02")))
                .as("padding into the header")
                .isFalse();
        assertThat(packet.wrap(PLAIN, 0, PLAIN.length + 1))
                .as("behind the array")
                .isFalse();
        assertThat(packet.wrap(PLAIN, -1, PLAIN.length)).as("before the array").isFalse();
        assertThat(packet.wrap(PLAIN, 2, Integer.MAX_VALUE)).as("overflow").isFalse();
    }

    @Test
    void aRefusedPacketLeavesTheWindowWhereItWas() {
        assertThat(wrap(PLAIN)).isTrue();
        assertThat(wrap(new byte[4])).isFalse();

        assertThat(packet.sequence()).isEqualTo(0x1234);
    }

    @Test
    void settersChangeTheirFieldAndNothingElse() {
        byte[] bytes = Bytes.join(new byte[2], ONE_BYTE);
        assertThat(packet.wrap(bytes, 2, ONE_BYTE.length)).isTrue();

        packet.marker(true);
        packet.payloadType(0x1ff);
        packet.sequence(0x3ffff);
        packet.timestamp(-2);
        packet.ssrc(-3);
        assertThat(Bytes.hex(bytes, 0, 14)).isEqualTo("0000b2fffffffffffffefffffffd");
        packet.marker(false);
        packet.payloadType(1);
        assertThat(Bytes.hex(bytes, 2, 2)).isEqualTo("b201");
        assertThat(Bytes.hex(bytes, 14, bytes.length - 14)).isEqualTo(Bytes.hex(ONE_BYTE, 12, ONE_BYTE.length - 12));
    }

    @Test
    void damagedPacketsAreRefusedOrReadInsideTheirBounds() {
        for (byte[] good : new byte[][] {PLAIN, ONE_BYTE, TWO_BYTE}) {
            Hostile.sweep(good, RtpPacketWireTest::readAll);
        }
    }

    private static void readAll(byte[] buffer, int offset, int length) {
        RtpPacket packet = new RtpPacket();
        if (!packet.wrap(buffer, offset, length)) {
            return;
        }
        int end = packet.payloadOffset() + packet.payloadLength() + packet.paddingLength();
        assertThat(end).isEqualTo(offset + length);
        assertThat(packet.payloadLength()).isNotNegative();
        for (int id = 0; id <= 256; id++) {
            int at = packet.extension(id);
            if (at >= 0) {
                assertThat(at + packet.extensionLength(id)).isLessThanOrEqualTo(packet.payloadOffset());
                assertThat(at).isGreaterThan(offset + RtpPacket.FIXED_HEADER);
            }
        }
    }
}
