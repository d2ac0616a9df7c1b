package io.sluice.rtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Vp8DescriptorWireTest {
    private static final byte[] KEY_FRAME = Bytes.hex("90f0 8123 45 a7 504200 9d012a 8042 e081 00");

    private final Vp8Descriptor descriptor = new Vp8Descriptor();

    private boolean parse(String digits) {
        byte[] bytes = Bytes.hex(digits);
        return descriptor.parse(bytes, 0, bytes.length);
    }

    @Test
    void allFieldsOfAKeyFrameAreRead() {
        assertThat(descriptor.parse(KEY_FRAME, 0, KEY_FRAME.length)).isTrue();

        assertThat(descriptor.length()).isEqualTo(6);
        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.keyFrame()).isTrue();
        assertThat(descriptor.discardable()).isFalse();
        assertThat(descriptor.pictureId()).isEqualTo(0x123);
        assertThat(descriptor.pictureIdBits()).isEqualTo(15);
        assertThat(descriptor.tl0()).isEqualTo(0x45);
        assertThat(descriptor.temporalId()).isEqualTo(2);
        assertThat(descriptor.layerSync()).isTrue();
        assertThat(descriptor.keyIndex()).isEqualTo(7);
        assertThat(descriptor.width()).as("without the scale bits").isEqualTo(640);
        assertThat(descriptor.height()).isEqualTo(480);
    }

    @ParameterizedTest
    @CsvSource({
        "10 01, 1, 0, -1, -1, -1, -1",
        "9080 05 01, 3, 7, 5, -1, -1, -1",
        "9040 33 01, 3, 0, -1, 51, -1, -1",
        "9020 e0 01, 3, 0, -1, -1, 3, -1",
        "9010 3f 01, 3, 0, -1, -1, -1, 31",
        "9060 33 40 01, 4, 0, -1, 51, 1, -1",
        "90ff ff7f 00 00 01, 6, 15, 32639, 0, 0, 0"
    })
    void absentFieldsAreAbsent(String digits, int length, int bits, int pictureId, int tl0, int temporal, int key) {
        assertThat(parse(digits)).isTrue();
        assertThat(descriptor.length()).isEqualTo(length);
        assertThat(descriptor.pictureIdBits()).isEqualTo(bits);
        assertThat(descriptor.pictureId()).isEqualTo(pictureId);
        assertThat(descriptor.tl0()).isEqualTo(tl0);
        assertThat(descriptor.temporalId()).isEqualTo(temporal);
        assertThat(descriptor.keyIndex()).isEqualTo(key);
    }

    @Test
    void onlyTheFirstPartitionsStartBeginsAFrame() {
        assertThat(parse("10 00")).isTrue();
        assertThat(descriptor.keyFrame()).isTrue();
        assertThat(descriptor.width()).as("not enough bytes to tell").isZero();
        assertThat(parse("10 01")).isTrue();
        assertThat(descriptor.keyFrame()).as("an inter frame").isFalse();
        assertThat(parse("11 00")).isTrue();
        assertThat(descriptor.startOfFrame()).as("second partition").isFalse();
        assertThat(descriptor.keyFrame()).isFalse();
        assertThat(parse("30 01")).isTrue();
        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.discardable()).isTrue();
        assertThat(parse("00 00")).isTrue();
        assertThat(descriptor.startOfFrame()).isFalse();
    }

    @Test
    void aDescriptorWithNothingBehindItIsRefused() {
        for (String bad : new String[] {"", "10", "90", "9080", "908005", "9080ff05", "90c00533", "90f0812345a7"}) {
            assertThat(parse(bad)).as(bad).isFalse();
        }
    }

    @Test
    void countersAreReplacedAndEverythingElseStays() {
        assertThat(descriptor.parse(KEY_FRAME, 0, KEY_FRAME.length)).isTrue();
        byte[] out = Bytes.fill(10, 0x55);
        assertThat(descriptor.rewrittenLength(0x7abc, false)).isEqualTo(6);
        assertThat(descriptor.rewrite(0x7abc, false, 0xfe, 3, out, 1)).isEqualTo(6);
        assertThat(Bytes.hex(out, 0, 8)).isEqualTo("55" + "90f0" + "fabc" + "fe" + "a3" + "55");

        assertThat(descriptor.rewrite(5, false, 0, 0, out, 1))
                .as("fits into seven bits")
                .isEqualTo(5);
        assertThat(Bytes.hex(out, 1, 5)).isEqualTo("90f0" + "05" + "00" + "a0");
        assertThat(descriptor.rewrite(5, true, 0, 0, out, 1)).as("kept wide").isEqualTo(6);
        assertThat(Bytes.hex(out, 1, 6)).isEqualTo("90f0" + "8005" + "00" + "a0");
    }

    @Test
    void absentCountersStayAbsentWhenRewritten() {
        byte[] out = new byte[10];
        assertThat(parse("10 01")).isTrue();
        assertThat(descriptor.rewrite(5, true, 1, 2, out, 0)).isEqualTo(1);
        assertThat(out[0]).isEqualTo((byte) 0x10);
        assertThat(parse("9020 e5 01")).isTrue();
        assertThat(descriptor.rewrite(5, true, 1, 2, out, 0)).isEqualTo(3);
        assertThat(Bytes.hex(out, 0, 3)).as("no KEYIDX: its bits are nobody's").isEqualTo("9020e5");
        assertThat(parse("9080 7f 01")).isTrue();
        assertThat(descriptor.rewrite(0x80, false, 1, 2, out, 0)).as("grows").isEqualTo(4);
        assertThat(Bytes.hex(out, 0, 4)).isEqualTo("90808080");
    }

    @Test
    void withoutRoomNothingIsWritten() {
        assertThat(descriptor.parse(KEY_FRAME, 0, KEY_FRAME.length)).isTrue();
        byte[] out = Bytes.fill(6, 0x55);
        assertThat(descriptor.rewrite(5, true, 0, 0, out, 1)).isEqualTo(-1);
        assertThat(descriptor.rewrite(5, true, 0, 0, out, -1)).isEqualTo(-1);
        assertThat(out).isEqualTo(Bytes.fill(6, 0x55));
    }

    @Test
    void anyDescriptorThatIsReadComesBackFromItsOwnFields() {
        Hostile.sweep(KEY_FRAME, (buffer, offset, length) -> {
            Vp8Descriptor first = new Vp8Descriptor();
            if (!first.parse(buffer, offset, length)) {
                return;
            }
            assertThat(first.length()).isLessThan(length).isLessThanOrEqualTo(Vp8Descriptor.MAX_SIZE);
            byte[] out = new byte[16];
            boolean wide = first.pictureIdBits() == 15;
            int size = first.rewrite(
                    Math.max(0, first.pictureId()), wide, first.tl0(), Math.max(0, first.keyIndex()), out, 0);
            assertThat(size).isEqualTo(first.length());
            byte[] expected = Arrays.copyOfRange(buffer, offset, offset + size);
            if (size > 1) {
                expected[1] &= (byte) 0xf0;
            }
            assertThat(Arrays.copyOf(out, size)).isEqualTo(expected);
        });
    }
}
