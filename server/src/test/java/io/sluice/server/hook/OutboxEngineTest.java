package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which letter leaves when, with a clock by hand. */
class OutboxEngineTest {
    private static final OutboxRules RULES = new OutboxRules(2, 10_000, 3, 100, 100, 800);

    private final List<String> dropped = new ArrayList<>();
    private OutboxEngine engine = engine(RULES);
    private long ids;

    private OutboxEngine engine(OutboxRules rules) {
        return new OutboxEngine(
                rules, new Random(1), (letter, reason) -> dropped.add(letter.event() + " " + reason.label()));
    }

    private Letter add(String receiver, String room, String event) {
        return add(receiver, room, event, 0);
    }

    private Letter add(String receiver, String room, String event, long now) {
        Letter letter = new Letter(++ids, receiver, room, event, now, new byte[0]);
        engine.add(letter);
        return letter;
    }

    private static List<String> events(List<Letter> letters) {
        return letters.stream().map(Letter::event).toList();
    }

    @Test
    void lettersAboutOneRoomLeaveOneAfterTheOther() {
        Letter first = add("a", "room", "1");
        add("a", "room", "2");

        assertThat(engine.due(0)).containsExactly(first);
        assertThat(engine.due(0)).isEmpty();
        engine.done(first, 5);
        assertThat(events(engine.due(5))).containsExactly("2");
    }

    @Test
    void aLetterThatFailedComesAgainBeforeTheNext() {
        Letter first = add("a", "room", "1");
        add("a", "room", "2");
        engine.due(0);

        engine.failed(first, 0, 0);

        assertThat(engine.deadline()).isBetween(50L, 100L);
        assertThat(engine.due(49)).isEmpty();
        assertThat(engine.due(100)).containsExactly(first);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Letter letter = add("a", "room", "1");
        long now = 0;
        List<Long> longest = List.of(100L, 200L, 400L, 800L, 800L);
        for (long pause : longest) {
            assertThat(engine.due(now)).containsExactly(letter);
            engine.failed(letter, 0, now);
            assertThat(engine.deadline() - now).isBetween(pause / 2, pause);
            now += pause;
        }
    }

    @Test
    void aReceiverMayAskForMorePatienceButNotForEver() {
        Letter letter = add("a", "room", "1");
        engine.due(0);
        engine.failed(letter, 500, 0);
        assertThat(engine.deadline()).isEqualTo(500);
        engine.due(500);
        engine.failed(letter, 3_600_000, 500);
        assertThat(engine.deadline()).isEqualTo(1_300);
    }

    @Test
    void aDeadReceiverDelaysNoOther() {
        Letter dead = add("dead", "room", "1");
        Letter alive = add("alive", "room", "1");
        assertThat(engine.due(0)).containsExactlyInAnyOrder(dead, alive);

        engine.done(alive, 1);
        add("alive", "room", "2");

        assertThat(events(engine.due(1))).containsExactly("2");
    }

    @Test
    void roomsGoSideBySideAsFarAsTheReceiverShallBeBusy() {
        Letter first = add("a", "one", "1");
        add("a", "two", "2");
        add("a", "three", "3");

        assertThat(events(engine.due(0))).containsExactly("1", "2");
        assertThat(engine.due(0)).isEmpty();
        engine.done(first, 1);
        assertThat(events(engine.due(1))).containsExactly("3");
    }

    @Test
    void aReceiverThatIsBackGetsAllThatWaits() {
        Letter one = add("a", "one", "1");
        Letter two = add("a", "two", "2");
        engine.due(0);
        engine.failed(one, 800, 0);
        engine.failed(two, 100, 0);
        assertThat(engine.due(100)).containsExactly(two);

        engine.done(two, 101);

        assertThat(engine.due(101)).containsExactly(one);
    }

    /** With the pauses that are configured by default. */
    @Test
    void aReceiverThatIsAwayForAMinuteHearsAllOfItInOrderSoonAfterItIsBack() {
        long minute = 60_000;
        engine = engine(new OutboxRules(10, 24 * 60 * minute, 200, 10_000, 1_000, 30_000));
        List<String> told = new ArrayList<>();
        List<String> happened = new ArrayList<>();
        long now = 0;
        while (told.size() < 60) {
            if (now <= minute && now % 1_000 == 0 && happened.size() < 60) {
                happened.add("event " + happened.size());
                add("a", "room", happened.getLast(), now);
            }
            for (Letter letter : engine.due(now)) {
                if (now < minute) {
                    engine.failed(letter, 0, now);
                } else {
                    told.add(letter.event());
                    engine.done(letter, now);
                }
            }
            now += 100;
            assertThat(now).as("told by then: %s", told).isLessThan(minute + 40_000);
        }
        assertThat(told).isEqualTo(happened);
        assertThat(dropped).isEmpty();
        assertThat(engine.depth()).isZero();
    }

    @Test
    void whatIsTooOldIsDroppedAndTheNextGoes() {
        add("a", "room", "old", 0);
        add("a", "room", "young", 9_000);

        assertThat(events(engine.due(10_001))).containsExactly("young");
        assertThat(dropped).containsExactly("old age");
        assertThat(engine.depth()).isEqualTo(1);
    }

    @Test
    void aFullRoomLosesItsOldestButNotTheOneOnItsWay() {
        Letter first = add("a", "room", "1");
        engine.due(0);
        add("a", "room", "2");
        add("a", "room", "3");
        add("a", "room", "4");

        assertThat(dropped).containsExactly("2 full");
        engine.done(first, 1);
        assertThat(events(engine.due(1))).containsExactly("3");
    }

    @Test
    void aFullOutboxLosesTheOldestOfAll() {
        engine = engine(new OutboxRules(2, 10_000, 3, 2, 100, 800));
        add("dead", "room", "1");
        add("alive", "room", "2");
        add("alive", "other", "3");

        assertThat(dropped).containsExactly("1 full");
        assertThat(events(engine.due(0))).containsExactly("2", "3");
    }

    @Test
    void aRoomOfOneLetterTakesTheNewestOne() {
        engine = engine(new OutboxRules(2, 10_000, 1, 2, 100, 800));
        add("a", "room", "1");
        add("a", "room", "2");

        assertThat(dropped).containsExactly("1 full");
        assertThat(events(engine.due(0))).containsExactly("2");
        assertThat(engine.depth()).isEqualTo(1);
    }

    @Test
    void whenAllIsThroughThereIsNothingToWaitFor() {
        Letter letter = add("a", "room", "1");
        engine.due(0);
        engine.done(letter, 1);

        assertThat(engine.depth()).isZero();
        assertThat(engine.depths()).isEmpty();
        assertThat(engine.deadline()).isEqualTo(Long.MAX_VALUE);
    }
}
