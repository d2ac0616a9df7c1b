package io.sluice.rtp.seq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceMapPropertyTest {
    private final SequenceMap map = new SequenceMap();

    @Test
    void beforeTheStartNothingHasANumber() {
        assertThat(map.started()).isFalse();
        assertThat(map.map(5)).isEqualTo(SequenceMap.NONE);
        assertThat(map.peek(5)).isEqualTo(SequenceMap.NONE);
        assertThat(map.unmap(5)).isEqualTo(SequenceMap.NONE);
        assertThat(map.drop(5)).isFalse();
        assertThat(map.undo(5)).isFalse();
    }

    @Test
    void aDroppedPacketLeavesNoGapAndALostOneDoes() {
        map.start(100, 1000);
        assertThat(map.map(100)).isEqualTo(1000);
        assertThat(map.drop(101)).isTrue();
        assertThat(map.map(102)).isEqualTo(1001);
        assertThat(map.map(104)).as("103 was lost").isEqualTo(1003);
        assertThat(map.map(103)).as("and came late").isEqualTo(1002);
        assertThat(map.map(101)).as("dropped").isEqualTo(SequenceMap.NONE);
        assertThat(map.map(99)).as("from before the start").isEqualTo(SequenceMap.NONE);
    }

    @Test
    void aLateDropLeavesTheGapSinceWhatFollowedHasItsNumber() {
        map.start(1, 1);
        map.map(1);
        map.map(3);
        assertThat(map.drop(2)).isFalse();
        assertThat(map.map(4)).isEqualTo(4);
    }

    @Test
    void aPacketOfOurOwnTakesTheNextNumber() {
        map.start(10, 10);
        map.map(10);
        assertThat(map.insert()).isEqualTo(11);
        assertThat(map.insert()).isEqualTo(12);
        assertThat(map.map(11)).isEqualTo(13);
        assertThat(map.unmap(11)).as("our own").isEqualTo(SequenceMap.NONE);
        assertThat(map.unmap(12)).as("our own").isEqualTo(SequenceMap.NONE);
        assertThat(map.unmap(13)).isEqualTo(11);
        assertThat(map.unmap(10)).isEqualTo(10);
    }

    @Test
    void whatWasNumberedButNotSentGivesItsNumberBack() {
        map.start(10, 10);
        map.map(10);
        assertThat(map.map(11)).isEqualTo(11);
        assertThat(map.undo(11)).isTrue();
        assertThat(map.undo(11)).isFalse();
        assertThat(map.undo(10)).as("not the newest").isFalse();
        assertThat(map.map(12)).isEqualTo(11);
        assertThat(map.unmap(11)).isEqualTo(12);
    }

    @Test
    void whatWasNotYetSentHasNoIncomingNumber() {
        map.start(10, 20);
        map.map(10);
        assertThat(map.unmap(20)).isEqualTo(10);
        assertThat(map.unmap(21)).isEqualTo(SequenceMap.NONE);
        assertThat(map.unmap(19)).isEqualTo(SequenceMap.NONE);
        assertThat(map.nextOut()).isEqualTo(21);
        assertThat(map.newest()).isEqualTo(10);
    }

    @Test
    void aSwitchGoesOnWhereTheOtherSourceEnded() {
        map.start(10, 20);
        map.map(10);
        map.drop(11);
        map.start(70_000, map.nextOut());
        assertThat(map.map(70_000)).isEqualTo(21);
        assertThat(map.unmap(20)).as("of the source before").isEqualTo(SequenceMap.NONE);
    }

    /** Against a list of everything that happened: numbers without gaps but for losses, each once, and both directions inverse. */
    @Test
    void whateverHappensNumbersAreUniqueAndTheDirectionsInverse() {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            SequenceMap subject = new SequenceMap();
            long in = 70_000 + random.nextInt(1000);
            long start = in;
            long out = random.nextInt(1000) + 70_000;
            subject.start(in, out);
            Map<Long, Long> given = new HashMap<>();
            Set<Long> dropped = new HashSet<>();
            Set<Long> own = new HashSet<>();
            int changes = 0;
            long lost = 0;
            while (changes < 95) {
                String at = "seed " + seed + " at " + in;
                switch (random.nextInt(10)) {
                    case 0 -> {
                        assertThat(subject.drop(in)).as(at).isTrue();
                        dropped.add(in++);
                        changes++;
                    }
                    case 1 -> {
                        assertThat(own.add(subject.insert())).as(at).isTrue();
                        changes++;
                    }
                    case 2 -> {
                        int gap = random.nextInt(4);
                        lost += gap;
                        in += gap;
                        given.put(in, subject.map(in));
                        in++;
                    }
                    case 3 -> {
                        subject.map(in);
                        assertThat(subject.undo(in)).as(at).isTrue();
                        dropped.add(in++);
                        changes++;
                    }
                    default -> {
                        long expected = subject.nextOut();
                        assertThat(subject.peek(in)).as(at).isEqualTo(expected);
                        assertThat(subject.map(in)).as(at).isEqualTo(expected);
                        given.put(in++, expected);
                    }
                }
            }
            String why = "seed " + seed;
            assertThat(new HashSet<>(given.values()))
                    .as(why)
                    .hasSize(given.size())
                    .doesNotContainAnyElementsOf(own);
            assertThat(subject.nextOut() - out).as(why).isEqualTo(given.size() + own.size() + lost);
            for (long i = start; i < in; i++) {
                Long number = given.get(i);
                if (number != null) {
                    assertThat(subject.map(i)).as("%s, %d", why, i).isEqualTo(number);
                    assertThat(subject.unmap(number)).as("%s, %d", why, number).isEqualTo(i);
                } else if (dropped.contains(i)) {
                    assertThat(subject.map(i)).as("%s, %d", why, i).isEqualTo(SequenceMap.NONE);
                } else {
                    long number2 = subject.map(i);
                    assertThat(own).as("%s, lost %d", why, i).doesNotContain(number2);
                    assertThat(given.values()).as("%s, lost %d", why, i).doesNotContain(number2);
                }
            }
            own.forEach(number -> assertThat(subject.unmap(number)).as(why).isEqualTo(SequenceMap.NONE));
        }
    }

    @Test
    void whatIsForgottenHasNoNumberRatherThanAWrongOne() {
        map.start(1, 1);
        Map<Long, Long> given = new HashMap<>();
        for (long in = 1; in < 1000; in++) {
            if (in % 3 == 0) {
                map.drop(in);
            } else {
                given.put(in, map.map(in));
            }
        }
        int forgotten = 0;
        for (Map.Entry<Long, Long> entry : given.entrySet()) {
            long again = map.map(entry.getKey());
            long back = map.unmap(entry.getValue());
            if (again == SequenceMap.NONE) {
                forgotten++;
                assertThat(back).isEqualTo(SequenceMap.NONE);
            } else {
                assertThat(again).isEqualTo(entry.getValue());
                assertThat(back).isEqualTo(entry.getKey());
            }
        }
        assertThat(forgotten).isEqualTo(given.size() - 2 * SequenceMap.RANGES);
    }
}
