package io.sluice.rtp.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NackGeneratorEngineTest {
    private static final long MILLI = 1_000_000;
    private static final long BASE = 65_536;

    private final NackGenerator nacks = new NackGenerator(1);

    private int[] poll(long nowNanos) {
        int[] out = new int[300];
        return Arrays.copyOf(out, nacks.poll(out, nowNanos));
    }

    @Test
    void aPacketOvertakenByOneOnlyIsWaitedFor() {
        nacks.onReceived(BASE, 0);
        assertThat(nacks.onReceived(BASE + 2, 0)).isFalse();
        assertThat(poll(0)).isEmpty();
        assertThat(nacks.deadline()).isEqualTo(NackGenerator.FIRST_DELAY_NANOS);
        assertThat(nacks.missing()).isEqualTo(1);

        nacks.onReceived(BASE + 1, MILLI);

        assertThat(nacks.missing()).isZero();
        assertThat(nacks.recovered()).isEqualTo(1);
        assertThat(nacks.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(nacks.requested()).isZero();
    }

    @Test
    void aPacketOvertakenByTwoIsAskedForAtOnce() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 2, 0);
        assertThat(nacks.onReceived(BASE + 3, 0)).isTrue();
        assertThat(poll(0)).containsExactly(1);
        assertThat(poll(0)).as("only once").isEmpty();
        assertThat(nacks.requested()).isEqualTo(1);
    }

    @Test
    void aPacketThatComesRightAfterItsRequestWasOnlyLate() {
        nacks.roundTrip(40 * MILLI);
        long number = BASE;
        for (int i = 0; i < 100; i++) {
            long now = i * 33 * MILLI;
            nacks.onReceived(number, now);
            nacks.onReceived(number + 2, now + MILLI);
            if (nacks.onReceived(number + 3, now + MILLI)) {
                poll(now + MILLI);
            }
            nacks.onReceived(number + 1, now + 2 * MILLI);
            number += 4;
        }
        assertThat(nacks.requested()).as("learnt from the first").isEqualTo(1);
        assertThat(nacks.reorderDepth()).isEqualTo(2);
    }

    @Test
    void wherePathsKeepOrderAGapIsALossAtOnce() {
        NackGenerator ordered = new NackGenerator(0);
        ordered.onReceived(BASE, 0);
        assertThat(ordered.onReceived(BASE + 2, 0)).isTrue();
        assertThat(ordered.poll(new int[1], 0)).isEqualTo(1);
    }

    @Test
    void whenNoMoreComesTheWaitEndsByTime() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 2, 0);
        assertThat(poll(NackGenerator.FIRST_DELAY_NANOS - 1)).isEmpty();
        assertThat(poll(NackGenerator.FIRST_DELAY_NANOS)).containsExactly(1);
    }

    @Test
    void requestsAreRepeatedAfterARoundTripEachTimeLaterAndGivenUpAfterEight() {
        nacks.roundTrip(40 * MILLI);
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 3, 0);
        long now = NackGenerator.FIRST_DELAY_NANOS;
        double wait = 40 * MILLI;
        assertThat(poll(now)).containsExactly(1, 2);
        for (int tries = 2; tries <= NackGenerator.MAX_TRIES; tries++) {
            now += (long) wait;
            assertThat(nacks.deadline()).isEqualTo(now);
            assertThat(poll(now - 1)).isEmpty();
            assertThat(poll(now)).containsExactly(1, 2);
            wait *= 1.25;
        }
        assertThat(poll(nacks.deadline())).isEmpty();
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.abandoned()).isEqualTo(2);
        assertThat(nacks.requested()).isEqualTo(2 * NackGenerator.MAX_TRIES);
    }

    @Test
    void aRetransmissionEndsTheRequests() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 3, 0);
        poll(NackGenerator.FIRST_DELAY_NANOS);
        assertThat(nacks.onRecovered(BASE + 1)).isTrue();
        assertThat(nacks.onRecovered(BASE + 1)).isFalse();
        assertThat(poll(1_000 * MILLI)).containsExactly(2);
    }

    @Test
    void observedReorderingRaisesTheDepthAndOrderLowersItAgain() {
        nacks.onReceived(BASE, 0);
        for (int i = 2; i <= 6; i++) {
            nacks.onReceived(BASE + i, 0);
        }
        nacks.onReceived(BASE + 1, 0);
        assertThat(nacks.reorderDepth()).isEqualTo(5);

        assertThat(nacks.onReceived(BASE + 8, 0)).isFalse();
        for (int i = 9; i <= 12; i++) {
            assertThat(nacks.onReceived(BASE + i, 0)).isFalse();
        }
        assertThat(nacks.onReceived(BASE + 13, 0)).as("overtaken by six").isTrue();
        for (int i = 14; i < 14 + 4 * 512; i++) {
            nacks.onReceived(BASE + i, 0);
        }
        assertThat(nacks.reorderDepth()).isEqualTo(1);
    }

    @Test
    void anAnswerToARequestIsNoReordering() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 2, 0);
        nacks.onReceived(BASE + 3, 0);
        poll(0);
        for (int i = 4; i < 20; i++) {
            nacks.onReceived(BASE + i, 0);
        }
        nacks.onReceived(BASE + 1, 100 * MILLI);
        assertThat(nacks.reorderDepth()).isEqualTo(1);
        assertThat(nacks.recovered()).isEqualTo(1);
    }

    @Test
    void aGapTooLongForALossIsNotAskedFor() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 2, 0);
        assertThat(nacks.onReceived(BASE + 3 + NackGenerator.GAP_RESET + 1, 0)).isFalse();
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.abandoned()).isEqualTo(1);
    }

    @Test
    void ofMoreMissingPacketsThanAreWatchedTheOldestAreGivenUp() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 400, 0);
        assertThat(nacks.missing()).isEqualTo(NackGenerator.CAPACITY);
        assertThat(nacks.abandoned()).isEqualTo(399 - NackGenerator.CAPACITY);
        assertThat(poll(NackGenerator.FIRST_DELAY_NANOS)[0]).isEqualTo(144);

        nacks.onReceived(BASE + 402, 0);
        assertThat(nacks.missing()).isEqualTo(NackGenerator.CAPACITY);
    }

    @Test
    void whatDoesNotFitIntoTheArrayStaysDue() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 6, 0);
        int[] two = new int[2];
        assertThat(nacks.poll(two, NackGenerator.FIRST_DELAY_NANOS)).isEqualTo(2);
        assertThat(two).containsExactly(1, 2);
        assertThat(nacks.poll(two, NackGenerator.FIRST_DELAY_NANOS)).isEqualTo(2);
        assertThat(two).containsExactly(3, 4);
        assertThat(nacks.poll(two, NackGenerator.FIRST_DELAY_NANOS)).isEqualTo(1);
        assertThat(two).startsWith(5);
    }

    @Test
    void aKeyFrameMakesWhatWasBeforeItUseless() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 6, 0);
        nacks.forgetBefore(BASE + 4);
        assertThat(poll(NackGenerator.FIRST_DELAY_NANOS)).containsExactly(4, 5);
        assertThat(nacks.abandoned()).isEqualTo(3);
    }

    @Test
    void aClearedStreamGoesOnAndAResetOneStartsOver() {
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 6, 0);
        nacks.clear();
        assertThat(nacks.missing()).isZero();
        nacks.onReceived(BASE + 8, 0);
        assertThat(poll(NackGenerator.FIRST_DELAY_NANOS)).containsExactly(7);

        nacks.reset();
        nacks.onReceived(BASE + 500, 0);
        assertThat(nacks.missing()).isZero();
    }

    @Test
    void anAbsurdRoundTripIsBounded() {
        nacks.roundTrip(Long.MAX_VALUE);
        nacks.onReceived(BASE, 0);
        nacks.onReceived(BASE + 2, 0);
        poll(NackGenerator.FIRST_DELAY_NANOS);
        assertThat(nacks.deadline()).isEqualTo(NackGenerator.FIRST_DELAY_NANOS + 400 * MILLI);
        nacks.roundTrip(0);
        poll(nacks.deadline());
        assertThat(nacks.deadline()).isEqualTo(NackGenerator.FIRST_DELAY_NANOS + 400 * MILLI + 25 * MILLI);
    }
}
