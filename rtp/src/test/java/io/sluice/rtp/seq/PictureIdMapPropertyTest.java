package io.sluice.rtp.seq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureIdMapPropertyTest {
    private final PictureIdMap map = new PictureIdMap();

    @Test
    void allPacketsOfAPictureHaveItsNumberAndDroppedPicturesLeaveNoGap() {
        map.start(100, 15, 7, 3);
        assertThat(map.map(map.unwrap(100, 15))).isEqualTo(100);
        assertThat(map.map(map.unwrap(100, 15))).isEqualTo(100);
        map.drop(map.unwrap(101, 15));
        map.drop(map.unwrap(101, 15));
        assertThat(map.map(map.unwrap(102, 15))).isEqualTo(101);
        assertThat(map.map(map.unwrap(101, 15))).as("dropped").isEqualTo(-1);
        assertThat(map.map(map.unwrap(100, 15))).as("late").isEqualTo(100);
        assertThat(map.map(map.unwrap(103, 15))).isEqualTo(102);
    }

    @Test
    void aSwitchGoesOnWithEachCounter() {
        assertThat(map.started()).isFalse();
        map.start(32_767, 15, 255, 31);
        long picture = map.unwrap(32_767, 15);
        assertThat(map.map(picture)).isEqualTo(32_767);
        assertThat(map.mapTl0(255, picture)).isEqualTo(255);
        assertThat(map.mapKeyIndex(31, picture)).isEqualTo(31);

        map.start(5, 7, 90, 11);

        picture = map.unwrap(5, 7);
        assertThat(map.started()).isTrue();
        assertThat(map.map(picture)).as("behind 32767").isZero();
        assertThat(map.mapTl0(90, picture)).as("behind 255").isZero();
        assertThat(map.mapKeyIndex(11, picture)).as("behind 31").isZero();
        assertThat(map.mapTl0(91, picture)).isEqualTo(1);
    }

    @Test
    void aLatePictureDoesNotMoveTheCountersBack() {
        map.start(10, 15, 50, 0);
        long first = map.unwrap(10, 15);
        map.map(first);
        map.mapTl0(50, first);
        long second = map.unwrap(11, 15);
        map.map(second);
        map.mapTl0(51, second);
        map.map(first);
        assertThat(map.mapTl0(50, first)).isEqualTo(50);

        map.start(700, 15, 9, 0);

        assertThat(map.mapTl0(9, map.unwrap(700, 15))).isEqualTo(52);
    }

    @Test
    void forwardedPicturesAreNumberedWithoutGapsOverTurnsAndSwitches() {
        for (int bits : new int[] {7, 15}) {
            long seed = 77 + bits;
            Random random = new Random(seed);
            int mask = (1 << bits) - 1;
            PictureIdMap subject = new PictureIdMap();
            int in = random.nextInt(mask + 1);
            subject.start(in, bits, 0, 0);
            int expected = in;
            int outgoing = -1;
            for (int round = 0; round < 100_000; round++) {
                if (random.nextInt(500) == 0) {
                    in = random.nextInt(mask + 1);
                    subject.start(in, bits, 0, 0);
                }
                long picture = subject.unwrap(in, bits);
                boolean drop = random.nextInt(3) == 0;
                for (int packets = 1 + random.nextInt(3); packets > 0; packets--) {
                    if (drop) {
                        subject.drop(picture);
                    } else {
                        outgoing = subject.map(picture);
                        assertThat(outgoing)
                                .as("bits %d seed %d round %d", bits, seed, round)
                                .isEqualTo(expected);
                    }
                }
                if (!drop) {
                    expected = expected + 1 & 0x7fff;
                }
                in = in + 1 & mask;
            }
            assertThat(outgoing).isNotNegative();
        }
    }
}
