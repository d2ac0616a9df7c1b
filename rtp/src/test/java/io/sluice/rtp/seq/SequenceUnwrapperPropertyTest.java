package io.sluice.rtp.seq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceUnwrapperPropertyTest {
    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();

    @Test
    void aReorderedStreamKeepsItsTrueNumbersOverManyTurns() {
        long seed = 42;
        Random random = new Random(seed);
        long first = 65536 + random.nextInt(65536);
        assertThat(unwrapper.unwrap((int) first & 0xffff)).isEqualTo(first);
        long head = first;
        for (int round = 0; round < 300_000; round++) {
            head += random.nextInt(5) == 0 ? random.nextInt(1000) : 1;
            long number = random.nextInt(3) == 0 ? Math.max(first, head - random.nextInt(1500)) : head;
            int wire = (int) number & 0xffff;
            assertThat(unwrapper.peek(wire)).isEqualTo(number);
            assertThat(unwrapper.unwrap(wire))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(number);
            assertThat(unwrapper.restarted()).isFalse();
            head = Math.max(head, unwrapper.newest());
        }
        assertThat(head).isGreaterThan(100 * 65536L);
    }

    @Test
    void aPacketOvertakenByTheFirstIsNotNegative() {
        assertThat(unwrapper.unwrap(0)).isEqualTo(65536);
        assertThat(unwrapper.unwrap(65535)).isEqualTo(65535);
        assertThat(unwrapper.newest()).isEqualTo(65536);
    }

    @Test
    void nothingIsEverNegativeOrAheadWithoutBeingTheNewest() {
        long seed = 43;
        Random random = new Random(seed);
        for (int round = 0; round < 100_000; round++) {
            long before = unwrapper.newest();
            long number = unwrapper.unwrap(random.nextInt(65536));
            assertThat(number).as("seed %d round %d", seed, round).isNotNegative();
            assertThat(unwrapper.newest()).isEqualTo(Math.max(before, number));
        }
    }

    @Test
    void fiveConsecutivePacketsFarBehindAreARestart() {
        long old = unwrapper.unwrap(30_000);
        for (int i = 0; i < 4; i++) {
            assertThat(unwrapper.unwrap(1_000 + i)).isLessThan(old);
            assertThat(unwrapper.restarted()).isFalse();
        }

        long number = unwrapper.unwrap(1_004);

        assertThat(unwrapper.restarted()).isTrue();
        assertThat(number).isGreaterThan(old).isEqualTo(unwrapper.newest());
        assertThat(number & 0xffff).isEqualTo(1_004);
        assertThat(unwrapper.unwrap(1_005)).isEqualTo(number + 1);
        assertThat(unwrapper.restarted()).isFalse();
    }

    @Test
    void packetsFarBehindWithOthersBetweenAreNoRestart() {
        unwrapper.unwrap(30_000);
        for (int i = 0; i < 100; i++) {
            unwrapper.unwrap(1_000 + i);
            assertThat(unwrapper.restarted()).isFalse();
            if (i % 4 == 3) {
                unwrapper.unwrap(30_001 + i);
            }
        }
    }

    @Test
    void afterAResetTheNextPacketIsTheFirst() {
        unwrapper.unwrap(5);
        unwrapper.unwrap(6);
        unwrapper.reset();

        assertThat(unwrapper.newest()).isEqualTo(-1);
        assertThat(unwrapper.peek(9)).isEqualTo(65536 + 9);
        assertThat(unwrapper.unwrap(9)).isEqualTo(65536 + 9);
    }

    @Test
    void timestampsKeepTheirTrueValuesOverTheTurn() {
        TimestampUnwrapper timestamps = new TimestampUnwrapper();
        long seed = 44;
        Random random = new Random(seed);
        long truth = (1L << 32) + 0xffff_0000L;
        assertThat(timestamps.unwrap((int) truth)).isEqualTo(truth);
        for (int round = 0; round < 20_000; round++) {
            truth += random.nextInt(2_000_000);
            assertThat(timestamps.unwrap((int) truth))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(truth);
            long late = truth - random.nextInt(1_000_000_000);
            assertThat(timestamps.unwrap((int) late)).isEqualTo(Math.max(0, late));
            assertThat(timestamps.newest()).isEqualTo(truth);
        }
        timestamps.reset();
        assertThat(timestamps.newest()).isEqualTo(-1);
    }
}
