package io.sluice.rtp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderWriterWireTest {
    private final RtpHeaderWriter writer = new RtpHeaderWriter();
    private final byte[] buffer = new byte[2048];

    private boolean begin(int limit, boolean mixed) {
        return writer.begin(buffer, 2, limit, mixed, true, 96, 0x1234, 5, 6);
    }

    @Test
    void aHeaderWithoutExtensionsIsTwelveBytes() {
        assertThat(begin(14, false)).isTrue();

        assertThat(writer.finish()).isEqualTo(12);
        assertThat(Bytes.hex(buffer, 0, 14)).isEqualTo("0000" + "80e012340000000500000006");
    }

    @Test
    void shortElementsTakeTheOneByteForm() {
        assertThat(begin(100, true)).isTrue();
        assertThat(writer.extension(1, Bytes.hex("aabbcc"), 0, 3)).isTrue();
        assertThat(writer.extension(14, Bytes.hex("00dd"), 1, 1)).isTrue();

        assertThat(writer.finish()).isEqualTo(24);
        assertThat(Bytes.hex(buffer, 2, 24)).isEqualTo("90e012340000000500000006" + "bede0002" + "12aabbcce0dd0000");
        assertThat(writer.offsetOf(14)).isEqualTo(2 + 12 + 4 + 5);
        assertThat(writer.offsetOf(2)).isEqualTo(-1);
    }

    @Test
    void anElementThatNeedsItTurnsTheWholeBlockToTheTwoByteForm() {
        assertThat(begin(100, true)).isTrue();
        assertThat(writer.extension(1, Bytes.hex("aabbcc"), 0, 3)).isTrue();
        assertThat(writer.extension(2, Bytes.hex("dd"), 0, 1)).isTrue();
        assertThat(writer.extension(15, Bytes.hex("ee"), 0, 1)).isTrue();

        assertThat(writer.finish()).isEqualTo(28);
        assertThat(Bytes.hex(buffer, 2, 28))
                .isEqualTo("90e012340000000500000006" + "10000003" + "0103aabbcc" + "0201dd" + "0f01ee" + "00");
        assertThat(writer.offsetOf(1)).isEqualTo(2 + 12 + 4 + 2);
    }

    @Test
    void withoutMixedFormsWhatNeedsTwoBytesIsRefused() {
        assertThat(begin(100, false)).isTrue();
        assertThat(writer.extension(15, 1)).isEqualTo(-1);
        assertThat(writer.extension(1, 17)).isEqualTo(-1);
        assertThat(writer.extension(1, 0)).isEqualTo(-1);
        assertThat(writer.extension(1, 16)).isPositive();

        assertThat(writer.finish()).isEqualTo(12 + 4 + 20);
    }

    @Test
    void whatIsNoElementIsRefused() {
        assertThat(begin(2000, true)).isTrue();
        assertThat(writer.extension(0, 1)).isEqualTo(-1);
        assertThat(writer.extension(256, 1)).isEqualTo(-1);
        assertThat(writer.extension(1, -1)).isEqualTo(-1);
        assertThat(writer.extension(1, 256)).isEqualTo(-1);
        for (int i = 0; i < 16; i++) {
            assertThat(writer.extension(20 + i, 1)).isPositive();
        }
        assertThat(writer.extension(1, 1)).as("a seventeenth").isEqualTo(-1);
    }

    @Test
    void nothingIsWrittenBehindTheLimit() {
        assertThat(begin(13, true)).isFalse();
        for (int limit = 14; limit < 60; limit++) {
            Arrays.fill(buffer, (byte) 0x55);
            assertThat(begin(limit, true)).isTrue();
            writer.extension(1, Bytes.fill(3, 1), 0, 3);
            writer.extension(2, Bytes.fill(2, 2), 0, 2);
            writer.extension(200, Bytes.fill(5, 3), 0, 5);
            int length = writer.finish();

            assertThat(2 + length).isLessThanOrEqualTo(limit);
            assertThat(buffer[2 + length]).isEqualTo((byte) 0x55);
            assertThat(new RtpPacket().wrap(buffer, 2, length)).isTrue();
        }
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        long seed = 4711;
        Random random = new Random(seed);
        RtpPacket packet = new RtpPacket();
        for (int round = 0; round < 2_000; round++) {
            int sequence = random.nextInt(65536);
            int timestamp = random.nextInt();
            int ssrc = random.nextInt();
            boolean mixed = random.nextBoolean();
            assertThat(writer.begin(buffer, 0, 2048, mixed, round % 2 == 0, round & 127, sequence, timestamp, ssrc))
                    .isTrue();
            byte[][] data = new byte[256][];
            for (int i = random.nextInt(8); i > 0; i--) {
                int id = 1 + random.nextInt(mixed ? 40 : 14);
                byte[] value = new byte[1 + random.nextInt(mixed ? 40 : 16)];
                random.nextBytes(value);
                if (data[id] == null) {
                    assertThat(writer.extension(id, value, 0, value.length)).isTrue();
                    data[id] = value;
                }
            }
            int header = writer.finish();

            assertThat(packet.wrap(buffer, 0, header + 1))
                    .as("seed %d round %d", seed, round)
                    .isTrue();
            assertThat(packet.headerLength()).isEqualTo(header);
            assertThat(packet.sequence()).isEqualTo(sequence);
            assertThat(packet.timestamp()).isEqualTo(timestamp);
            assertThat(packet.ssrc()).isEqualTo(ssrc);
            assertThat(packet.payloadType()).isEqualTo(round & 127);
            for (int id = 1; id < 256; id++) {
                int at = packet.extension(id);
                if (data[id] == null) {
                    assertThat(at).isEqualTo(-1);
                } else {
                    assertThat(at).isEqualTo(writer.offsetOf(id));
                    assertThat(Arrays.copyOfRange(buffer, at, at + packet.extensionLength(id)))
                            .as("seed %d round %d id %d", seed, round, id)
                            .isEqualTo(data[id]);
                }
            }
        }
    }
}
