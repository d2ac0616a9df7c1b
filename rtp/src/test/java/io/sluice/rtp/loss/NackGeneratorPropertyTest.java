package io.sluice.rtp.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NackGeneratorPropertyTest {
    private static final long MILLI = 1_000_000;

    /** A path that loses and reorders, and a sender that answers half of the requests: whatever it does, the books balance. */
    @Test
    void everyLossIsRecoveredGivenUpOrStillMissing() {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            NackGenerator nacks = new NackGenerator(random.nextInt(2));
            Map<Long, Integer> requests = new HashMap<>();
            TreeSet<Long> seen = new TreeSet<>();
            int[] out = new int[1 + random.nextInt(40)];
            int lossPercent = random.nextInt(40);
            long sequence = 65_536 + random.nextInt(65_536);
            long first = sequence;
            nacks.onReceived(sequence, 0);
            seen.add(sequence);
            long now = 0;
            for (int round = 0; round < 3_000; round++) {
                now += random.nextLong(5 * MILLI);
                sequence++;
                if (random.nextInt(100) >= lossPercent) {
                    nacks.onReceived(sequence, now);
                    seen.add(sequence);
                }
                if (random.nextInt(20) == 0) {
                    long late = Math.max(first, sequence - random.nextInt(30));
                    if (seen.add(late)) {
                        nacks.onReceived(late, now);
                    }
                }
                if (random.nextInt(3) == 0 || nacks.deadline() <= now) {
                    int given = nacks.poll(out, now);
                    long before = -1;
                    for (int i = 0; i < given; i++) {
                        long asked = sequence + 1 + (short) (out[i] - (int) (sequence + 1));
                        String why = "seed " + seed + " asked " + asked;
                        assertThat(asked).as(why).isGreaterThan(before).isLessThan(seen.last());
                        assertThat(seen).as(why).doesNotContain(asked);
                        assertThat(requests.merge(asked, 1, Integer::sum))
                                .as(why)
                                .isLessThanOrEqualTo(NackGenerator.MAX_TRIES);
                        before = asked;
                        if (random.nextBoolean()) {
                            assertThat(nacks.onRecovered(asked)).as(why).isTrue();
                            seen.add(asked);
                        }
                    }
                }
                assertThat(nacks.missing()).isLessThanOrEqualTo(NackGenerator.CAPACITY);
            }
            int total = requests.values().stream().mapToInt(i -> i).sum();
            assertThat(nacks.requested()).as("seed %d", seed).isEqualTo(total);
            long arrivedLate = nacks.recovered();
            long span = seen.last() - first + 1;
            // What a late arrival finds given up already is in both counts.
            assertThat(arrivedLate + nacks.abandoned() + nacks.missing())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(span - seen.size());
            assertThat(nacks.missing()).as("seed %d", seed).isLessThanOrEqualTo((int) (span - seen.size()));
        }
    }
}
