package io.sluice.sfu.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every division, whatever the ladders. */
class AllocatorPropertyTest {
    private static final int CASES = 2_000;

    private static Ladder ladder(Random random) {
        Ladder ladder = new Ladder();
        ladder.begin(Utility.weight(random.nextInt(4), random.nextInt(5) == 0));
        int rungs = random.nextInt(13);
        for (int i = 0; i < rungs; i++) {
            int spatial = random.nextInt(3);
            ladder.add(
                    spatial,
                    random.nextInt(4),
                    10_000L + random.nextInt(1_000_000),
                    Utility.of((320L * 180) << 2 * spatial, 1.0 / (1 + random.nextInt(4)), false));
        }
        ladder.finish();
        return ladder;
    }

    private static List<Ladder> ladders(Random random) {
        List<Ladder> ladders = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            ladders.add(ladder(random));
        }
        return ladders;
    }

    private static long spent(List<Ladder> ladders) {
        return ladders.stream()
                .mapToLong(ladder -> ladder.cost(ladder.chosen()))
                .sum();
    }

    private static long alive(List<Ladder> ladders) {
        return ladders.stream().filter(ladder -> ladder.chosen() >= 0).count();
    }

    @Test
    void rungsRiseInCostAndInUse() {
        for (int seed = 0; seed < CASES; seed++) {
            Ladder ladder = ladder(new Random(seed));
            for (int i = 1; i < ladder.rungs(); i++) {
                assertThat(ladder.cost(i)).as("seed %d", seed).isGreaterThan(ladder.cost(i - 1));
                assertThat(ladder.utility(i)).as("seed %d", seed).isGreaterThan(ladder.utility(i - 1));
            }
        }
    }

    @Test
    void noMoreIsGivenThanThereIs() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Ladder> ladders = ladders(random);
            long budget = random.nextInt(4_000_000) - 500_000;
            long left = Allocator.allocate(ladders, budget, true);
            assertThat(spent(ladders)).as("seed %d", seed).isLessThanOrEqualTo(Math.max(0, budget));
            assertThat(left).as("seed %d", seed).isEqualTo(budget - spent(ladders));
        }
    }

    @Test
    void withoutPausesAllAreAliveAndNothingIsGivenBeyondThatWhichDoesNotFit() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Ladder> ladders = ladders(random);
            long budget = random.nextInt(4_000_000) - 500_000;
            Allocator.allocate(ladders, budget, false);
            long least = ladders.stream()
                    .filter(l -> l.rungs() > 0)
                    .mapToLong(l -> l.cost(0))
                    .sum();
            assertThat(alive(ladders))
                    .as("seed %d", seed)
                    .isEqualTo(ladders.stream().filter(l -> l.rungs() > 0).count());
            assertThat(spent(ladders)).as("seed %d", seed).isLessThanOrEqualTo(Math.max(least, budget));
        }
    }

    @Test
    void ofOneTrackTheBestRungThatFitsIsTaken() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Ladder ladder = ladder(random);
            long budget = random.nextInt(1_200_000);
            Allocator.allocate(List.of(ladder), budget, true);
            int best = Ladder.PAUSED;
            for (int i = 0; i < ladder.rungs(); i++) {
                if (ladder.cost(i) <= budget) {
                    best = i;
                }
            }
            assertThat(ladder.chosen()).as("seed %d", seed).isEqualTo(best);
        }
    }

    @Test
    void moreBudgetNeverPausesMore() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Ladder> ladders = ladders(random);
            ladders.forEach(ladder -> ladder.begin(1));
            ladders = ladders(new Random(seed));
            long before = 0;
            for (long budget = 0; budget < 3_000_000; budget += 250_000) {
                Allocator.allocate(ladders, budget, true);
                if (ladders.stream().mapToDouble(Ladder::weight).distinct().count() == 1) {
                    assertThat(alive(ladders)).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                }
                before = alive(ladders);
            }
        }
    }

    @Test
    void enoughIsEnoughForEverything() {
        for (int seed = 0; seed < CASES; seed++) {
            List<Ladder> ladders = ladders(new Random(seed));
            Allocator.allocate(ladders, Long.MAX_VALUE / 4, true);
            assertThat(ladders).as("seed %d", seed).allMatch(ladder -> ladder.chosen() == ladder.top());
        }
    }
}
