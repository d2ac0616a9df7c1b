package io.sluice.rtp.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import org.junit.jupiter.api.Test;

class DependencyDescriptorWriterWireTest {
    private static final int KEEP = DependencyDescriptorWriter.KEEP_TARGETS;

    /** A key frame's: two temporal layers, two decode targets, one chain, 640x360 (made by hand in the reader's test). */
    private static final String KEY_FRAME = "bc010287811ebc5141010c09fc059c";

    private final DependencyDescriptorWriter writer = new DependencyDescriptorWriter();

    private String write(String hex, int number, int active, int targets) {
        byte[] bytes = Bytes.hex("ffff" + hex);
        int length = writer.prepare(bytes, 2, bytes.length - 2, active, targets);
        assertThat(length).isPositive();
        byte[] out = new byte[length + 3];
        out[length + 2] = 0x5a;
        java.util.Arrays.fill(out, 0, length + 2, (byte) 0x5a);
        writer.write(number, out, 1);
        assertThat(out[0]).isEqualTo((byte) 0x5a);
        assertThat(out[length + 1]).isEqualTo((byte) 0x5a);
        return Bytes.hex(out, 1, length);
    }

    @Test
    void aCopyHasItsOwnFrameNumber() {
        assertThat(write("fe0103", 0xabcd, KEEP, 2)).isEqualTo("feabcd");
        assertThat(write(KEY_FRAME, 0x1234, KEEP, 2)).isEqualTo("bc1234" + KEY_FRAME.substring(6));
    }

    @Test
    void aShortDescriptorGrowsByTheFlagsAndTheMask() {
        // 01000 and 01, one bit to spare.
        assertThat(write("fe0103", 0x0103, 0b01, 2)).isEqualTo("fe0103" + "42");
        // 01000 and 000000111, two bits to spare.
        assertThat(write("fe0103", 0x0103, 0b111, 9)).isEqualTo("fe0103" + "401c");
    }

    @Test
    void theMaskIsPutBetweenTheFlagsAndWhatFollows() {
        // Own chains (00001) and 200 in eight bits; becomes 01001 01 11001000 and a bit to spare.
        assertThat(write("fd0007" + "0e40", 7, 0b01, 2)).isEqualTo("fd0007" + "4b90" + "00");
    }

    @Test
    void aMaskThatIsThereIsNarrowed() {
        // 01000 10: only the second target is active, and the receiver gets only the first.
        assertThat(write("fe0103" + "44", 0x0103, 0b01, 2)).isEqualTo("fe0103" + "40");
        assertThat(write("fe0103" + "46", 0x0103, 0b10, 2)).isEqualTo("fe0103" + "44");
    }

    @Test
    void theMaskStandsBehindAnAttachedStructure() {
        String written = write(KEY_FRAME, 0x0102, 0b01, 30);
        byte[] bytes = Bytes.hex(written);
        DependencyDescriptor read = new DependencyDescriptor();
        assertThat(read.parse(bytes, 0, bytes.length, new DependencyStructure()))
                .isTrue();
        assertThat(read.hasStructure()).isTrue();
        assertThat(read.activeTargets()).isEqualTo(0b01);
        assertThat(read.structure().templates()).isEqualTo(3);
        assertThat(read.width()).isEqualTo(640);
        assertThat(read.references()).isZero();
    }

    @Test
    void damagedDescriptorsAreRefusedOrWrittenInsideTheirBounds() {
        Hostile.sweep(Bytes.hex(KEY_FRAME), (buffer, offset, length) -> {
            DependencyDescriptorWriter damaged = new DependencyDescriptorWriter();
            int size = damaged.prepare(buffer, offset, length, 0b01, 2);
            if (size >= 0) {
                assertThat(size).isLessThan(length + 8);
                damaged.write(1, new byte[size + 1], 1);
            }
        });
    }
}
