package io.sluice.rtp.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtpPacket;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtxWireTest {
    private static final byte[] ORIGINAL =
            Bytes.hex("b0e0 1234 00000005 00000006 bede 0001 10aa0000 0102030405 000003");
    private static final byte[] RETRANSMISSION =
            Bytes.hex("90e1 0007 00000005 0000000a bede 0001 10aa0000 1234 0102030405");

    private final RtpPacket packet = new RtpPacket();

    @Test
    void aRetransmissionCarriesTheOriginalNumberBeforeThePayloadAndNoPadding() {
        byte[] out = Bytes.fill(64, 0x55);
        assertThat(packet.wrap(ORIGINAL, 0, ORIGINAL.length)).isTrue();

        int length = Rtx.wrap(packet, 97, 10, 7, out, 1);

        assertThat(Bytes.hex(out, 1, length)).isEqualTo(Bytes.hex(RETRANSMISSION, 0, RETRANSMISSION.length));
        assertThat(out[1 + length]).isEqualTo((byte) 0x55);
    }

    @Test
    void aRetransmissionBecomesTheOriginalInPlace() {
        byte[] buffer = RETRANSMISSION.clone();
        assertThat(packet.wrap(buffer, 0, buffer.length)).isTrue();
        assertThat(Rtx.isProbe(packet)).isFalse();

        assertThat(Rtx.unwrap(packet, 96, 6)).isTrue();

        assertThat(Bytes.hex(buffer, packet.offset(), packet.length()))
                .isEqualTo("90e0123400000005" + "00000006" + "bede000110aa0000" + "0102030405");
    }

    @Test
    void paddingOfARetransmissionStaysPadding() {
        byte[] buffer = Bytes.hex("a0e1 0007 00000005 0000000a 1234 01 000003");
        assertThat(packet.wrap(buffer, 0, buffer.length)).isTrue();
        assertThat(Rtx.unwrap(packet, 96, 6)).isTrue();
        assertThat(packet.payloadLength()).isEqualTo(1);
        assertThat(packet.paddingLength()).isEqualTo(3);
        assertThat(packet.sequence()).isEqualTo(0x1234);
    }

    @Test
    void aProbeIsNoRetransmission() {
        byte[] probe = Bytes.hex("a0e1 0007 00000005 0000000a 000003");
        assertThat(packet.wrap(probe, 0, probe.length)).isTrue();
        assertThat(Rtx.isProbe(packet)).isTrue();
        assertThat(Rtx.unwrap(packet, 96, 6)).isFalse();
        assertThat(Bytes.hex(probe, 0, probe.length)).startsWith("a0e1");
    }

    @Test
    void aPayloadTooShortForANumberIsRefused() {
        byte[] tooShort = Bytes.hex("80e1 0007 00000005 0000000a 12");
        assertThat(packet.wrap(tooShort, 0, tooShort.length)).isTrue();
        assertThat(Rtx.unwrap(packet, 96, 6)).isFalse();
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        assertThat(packet.wrap(ORIGINAL, 0, ORIGINAL.length)).isTrue();
        assertThat(Rtx.wrap(packet, 97, 10, 7, new byte[RETRANSMISSION.length - 1], 0))
                .isEqualTo(-1);
        assertThat(Rtx.wrap(packet, 97, 10, 7, new byte[64], -1)).isEqualTo(-1);
    }

    @Test
    void anyPacketSurvivesTheRoundTrip() {
        long seed = 3;
        Random random = new Random(seed);
        RtpPacket back = new RtpPacket();
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[12 + 1 + random.nextInt(1200)];
            random.nextBytes(bytes);
            bytes[0] = (byte) 0x80;
            byte[] out = new byte[bytes.length + 10];
            assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
            int length = Rtx.wrap(packet, 97, round, round, out, 5);
            assertThat(back.wrap(out, 5, length)).isTrue();
            assertThat(Rtx.unwrap(back, packet.payloadType(), packet.ssrc())).isTrue();
            assertThat(Bytes.hex(out, back.offset(), back.length()))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Bytes.hex(bytes, 0, bytes.length));
        }
    }

    @Test
    void damagedRetransmissionsAreUnwrappedInsideTheirBoundsOrNotAtAll() {
        Hostile.sweep(RETRANSMISSION, (buffer, offset, length) -> {
            RtpPacket damaged = new RtpPacket();
            if (damaged.wrap(buffer, offset, length) && Rtx.unwrap(damaged, 96, 6)) {
                assertThat(damaged.offset() + damaged.length()).isEqualTo(offset + length);
                assertThat(damaged.payloadLength()).isNotNegative();
            }
        });
    }
}
